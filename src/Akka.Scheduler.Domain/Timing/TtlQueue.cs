using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Domain.Timing;

/// <summary>Keys with deadlines, fired when these are reached and again until the outcome of the firing is known.</summary>
/// <remarks>
/// <para>What always holds:</para>
/// <list type="bullet">
/// <item>A key has one entry, and an entry is in one of two sets: waiting for its deadline, or pending (fired, outcome unknown or bad).</item>
/// <item>Waiting entries fire in the order of deadline, then of making, at the deadline and not one tick before.</item>
/// <item>Only the newest submission of an entry can complete or fail it; a reschedule, a removal and a change of role make all earlier ones stale.</item>
/// <item>No entry holds up another: a throwing callback fails its own entry, a slow one is taken up again at its own time.</item>
/// <item>At most <see cref="TtlQueueOptions.MaxPending"/> submissions await their outcome.</item>
/// <item>Nothing is lost but by <see cref="Remove"/> and <see cref="Complete"/>; what is fired may therefore be fired twice.</item>
/// </list>
/// <para>For one thread. It has no clock: the instant is handed in, and a clock set back only delays what it counts from now.</para>
/// <para>Behaviour after the TTL manager of the Dongting project, as observed; written anew, with its head-of-line waits removed.</para>
/// </remarks>
/// <typeparam name="TKey">What an entry is known by.</typeparam>
public sealed class TtlQueue<TKey> where TKey : notnull
{
    private readonly TtlQueueOptions _options;
    private readonly Dictionary<TKey, TtlEntry<TKey>> _entries = [];
    private readonly TtlHeap<TKey> _waiting = new();
    private readonly TtlHeap<TKey> _pending = new();
    private long _order;
    private long _token;
    private bool _running;

    /// <summary>Makes an empty queue that is active.</summary>
    /// <param name="options">Its pace.</param>
    public TtlQueue(TtlQueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Verify();
        _options = options;
    }

    /// <summary>One firing of one entry.</summary>
    /// <param name="Key">Whose.</param>
    /// <param name="Token">What the outcome is to be reported with.</param>
    /// <param name="Deadline">The deadline that was reached.</param>
    public readonly record struct Submission(TKey Key, SubmissionToken Token, DateTimeOffset Deadline);

    /// <summary>How many entries wait for their deadline.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>How many entries were fired and are not done: in flight, or failed and resting.</summary>
    public int Pending => _pending.Count;

    /// <summary>How many submissions await their outcome.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether passes fire. An inactive queue is kept up to date but fires nothing.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>The earliest deadline among the waiting.</summary>
    public DateTimeOffset? NextDeadline => _waiting.Head is { } head ? Instant(head.At) : null;

    /// <summary>Inserts an entry or replaces it, from whichever set it is in; a submission of it in flight becomes stale.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="deadline">When to fire it; the past means at once.</param>
    /// <returns>Whether <see cref="NextDeadline"/> changed, so that the owner must arm its timer anew.</returns>
    public bool Set(TKey key, DateTimeOffset deadline)
    {
        var before = _waiting.Head?.At;
        if (_entries.TryGetValue(key, out var entry)) Leave(entry);
        else _entries.Add(key, entry = new TtlEntry<TKey>(key));
        entry.Deadline = deadline.UtcTicks;
        entry.Order = _order++;
        Wait(entry);
        return _waiting.Head!.At != before;
    }

    /// <summary>Inserts an entry or replaces it, by the time that it has left. A time of zero or less changes nothing.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="ttl">How long from now; what would pass the end of time ends there.</param>
    /// <param name="now">The present instant.</param>
    /// <returns>As for <see cref="Set(TKey, DateTimeOffset)"/>.</returns>
    public bool Set(TKey key, TimeSpan ttl, DateTimeOffset now) =>
        ttl > TimeSpan.Zero && Set(key, Instant(After(now.UtcTicks, ttl)));

    /// <summary>Removes an entry from whichever set it is in.</summary>
    /// <param name="key">Whose.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(TKey key)
    {
        if (!_entries.Remove(key, out var entry)) return false;
        Leave(entry);
        return true;
    }

    /// <summary>Takes up again what failed or is overdue, and fires what is due, each up to its batch limit.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="fire">
    /// Submits one entry. It may call this queue, but not this method. What it throws marks that one entry failed and goes no further.
    /// </param>
    /// <returns>What was done, and how long to sleep.</returns>
    public TtlPass Run(DateTimeOffset now, Action<Submission> fire)
    {
        ArgumentNullException.ThrowIfNull(fire);
        if (_running) throw new InvalidOperationException("A pass may not be started from its own callback.");
        if (!IsActive) return new TtlPass(0, 0, _options.DefaultDelay, Blocked: false);

        _running = true;
        try
        {
            var ticks = now.UtcTicks;
            var retried = TakeUpAgain(ticks);
            var fired = FireDue(ticks, fire);
            var blocked = InFlight >= _options.MaxPending && _waiting.Head is { } head && head.At <= ticks;
            return new TtlPass(fired, retried, UntilNext(ticks, blocked), blocked);
        }
        finally
        {
            _running = false;
        }
    }

    /// <summary>Reports that a submission did its work: its entry is gone. A stale token is ignored.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="token">Which submission.</param>
    /// <returns>Whether it was the entry's newest submission.</returns>
    public bool Complete(TKey key, SubmissionToken token) => Find(key, token, out _) && Remove(key);

    /// <summary>Reports that a submission failed: its entry rests and is then fired again. A stale token is ignored, and so is a second failure.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="token">Which submission.</param>
    /// <param name="now">The present instant, from which it rests.</param>
    /// <returns>Whether it was the entry's newest submission and in flight.</returns>
    public bool Fail(TKey key, SubmissionToken token, DateTimeOffset now)
    {
        if (!Find(key, token, out var entry) || entry.State != TtlEntryState.InFlight) return false;
        Leave(entry);
        // One tick more than the rest: it is ripe only when more than the rest has passed.
        Pend(entry, TtlEntryState.Failed, After(After(now.UtcTicks, _options.RetryDelay), TimeSpan.FromTicks(1)));
        return true;
    }

    /// <summary>
    /// Starts afresh in another role: what is pending waits again under its old deadline and order, failures are forgotten, and every
    /// submission made so far is stale. Run a pass after it.
    /// </summary>
    /// <param name="active">Whether passes fire from now on.</param>
    public void RoleChange(bool active = true)
    {
        IsActive = active;
        while (_pending.Head is { } entry)
        {
            Leave(entry);
            Wait(entry);
        }
    }

    private int TakeUpAgain(long now)
    {
        var count = 0;
        for (; count < _options.RetryBatch && _pending.Head is { } entry && entry.At <= now; count++)
        {
            Leave(entry);
            Wait(entry);
        }

        return count;
    }

    private int FireDue(long now, Action<Submission> fire)
    {
        var count = 0;
        for (; count < _options.FireBatch && InFlight < _options.MaxPending && _waiting.Head is { } entry && entry.At <= now; count++)
        {
            Leave(entry);
            entry.Token = new SubmissionToken(++_token);
            Pend(entry, TtlEntryState.InFlight, After(now, _options.PendingDeadline));
            Submit(new Submission(entry.Key, entry.Token, Instant(entry.Deadline)), now, fire);
        }

        return count;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever the callback throws concerns its own entry only.")]
    private void Submit(Submission submission, long now, Action<Submission> fire)
    {
        try
        {
            fire(submission);
        }
        catch (Exception)
        {
            Fail(submission.Key, submission.Token, Instant(now));
        }
    }

    private TimeSpan UntilNext(long now, bool blocked)
    {
        var next = After(now, _options.DefaultDelay);
        if (!blocked && _waiting.Head is { } due) next = Math.Min(next, due.At);
        if (_pending.Head is { } ripe) next = Math.Min(next, ripe.At);
        return TimeSpan.FromTicks(Math.Max(0, next - now));
    }

    private bool Find(TKey key, SubmissionToken token, [NotNullWhen(true)] out TtlEntry<TKey>? entry) =>
        _entries.TryGetValue(key, out entry) && entry.State != TtlEntryState.Waiting && entry.Token == token;

    private void Wait(TtlEntry<TKey> entry)
    {
        entry.State = TtlEntryState.Waiting;
        entry.At = entry.Deadline;
        _waiting.Add(entry);
    }

    private void Pend(TtlEntry<TKey> entry, TtlEntryState state, long at)
    {
        entry.State = state;
        entry.At = at;
        if (state == TtlEntryState.InFlight) InFlight++;
        _pending.Add(entry);
    }

    private void Leave(TtlEntry<TKey> entry)
    {
        if (entry.State == TtlEntryState.InFlight) InFlight--;
        (entry.State == TtlEntryState.Waiting ? _waiting : _pending).Remove(entry);
    }

    private static long After(long ticks, TimeSpan span) =>
        span.Ticks > DateTimeOffset.MaxValue.Ticks - ticks ? DateTimeOffset.MaxValue.Ticks : ticks + span.Ticks;

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
