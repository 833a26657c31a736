using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Membership;

/// <summary>A node's eye on its cluster: looks at the store again and again, tells everybody here what it saw, and declares dead who gave no sign of life.</summary>
/// <remarks>The look is the truth; a hint from another node only makes it come sooner.</remarks>
public sealed class MemberWatch(WatchSettings settings) : Actor<WatchMessage>
{
    private readonly Suspicion _suspicion = new(2 * settings.Poll);
    private readonly HashSet<NodeIncarnation> _judging = [];
    private Dictionary<NodeIncarnation, MemberState> _known = [];
    private long _lastLook;
    private bool _looking;
    private bool _lookAgain;

    /// <inheritdoc/>
    protected override void OnStart() => Look();

    /// <inheritdoc/>
    protected override void Receive(WatchMessage message)
    {
        switch (message)
        {
            case WatchMessage.LookNow: LookSoon(); break;
            case WatchMessage.Look: Look(); break;
            case WatchMessage.Seen seen: Take(seen); break;
            case WatchMessage.Unseen unseen: Miss(unseen.Why); break;
            case WatchMessage.Judged judged: Settle(judged); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private TimeSpan SinceStart => Context.Time.GetElapsedTime(0);

    private void LookSoon()
    {
        if (_looking)
        {
            _lookAgain = true;
            return;
        }

        var wait = settings.LeastPoll - Context.Time.GetElapsedTime(_lastLook);
        if (wait <= TimeSpan.Zero) Look();
        else Context.Timers.StartSingle("look", WatchMessage.Look.Instance, wait);
    }

    private void Look()
    {
        if (_looking) return;
        _looking = true;
        _lastLook = Context.Time.GetTimestamp();
        Context.PipeToSelf(ReadAsync(Context.Stopped), static seen => seen, static fault => new WatchMessage.Unseen(fault.Message));
    }

    private async Task<WatchMessage> ReadAsync(CancellationToken cancel)
    {
        // Owners are read before members: an owner that is seen has a row, unless it died in between.
        var shards = await settings.Ownership.ReadAsync(cancel);
        var map = await settings.Ownership.ReadMapAsync(cancel);
        return new WatchMessage.Seen(await settings.Members.ReadAsync(cancel), shards, map);
    }

    private void Take(WatchMessage.Seen seen)
    {
        _suspicion.Observe(seen.Members, SinceStart);
        var view = new ClusterView([.. seen.Members.Select(Describe)], seen.Shards, seen.Map);
        TellChanges(view);
        settings.Board.Current = view;
        foreach (var listener in settings.Listeners) listener(view);
        foreach (var row in seen.Members) Judge(row);
        SleepOrLook();
    }

    private void Miss(string why)
    {
        settings.Observer.ClusterTrouble("look at the cluster", why);
        SleepOrLook();
    }

    private void SleepOrLook()
    {
        _looking = false;
        Context.Timers.StartSingle("look", WatchMessage.Look.Instance, settings.Poll * (0.7 + (0.6 * Context.Random.NextDouble())));
        if (!_lookAgain) return;
        _lookAgain = false;
        LookSoon();
    }

    private Member Describe(MemberRow row)
    {
        var silent = _suspicion.SilenceOf(row.Node);
        return new(row.Node, row.State, row.Profile, silent, silent > settings.Lease.RenewInterval + settings.Lease.Margin);
    }

    private void TellChanges(ClusterView view)
    {
        foreach (var member in view.Members)
        {
            if (_known.TryGetValue(member.Node, out var before) && before == member.State) continue;
            settings.Observer.MemberChanged(member.Node, member.State);
        }

        _known = view.Members.ToDictionary(member => member.Node, member => member.State);
    }

    private void Judge(MemberRow row)
    {
        var silent = _suspicion.SilenceOf(row.Node);
        if (row.Node == settings.Self || !row.State.Lives() || silent < settings.Lease.Ttl + settings.RivalMargin) return;
        if (!_judging.Add(row.Node)) return;
        Context.PipeToSelf(
            settings.Members.DeclareDeadAsync(row, Context.Stopped),
            (Row: row, Silent: silent),
            static (of, dead) => new WatchMessage.Judged(of.Row, of.Silent, dead),
            static (of, _) => new WatchMessage.Judged(of.Row, of.Silent, false));
    }

    private void Settle(WatchMessage.Judged judged)
    {
        _judging.Remove(judged.Member.Node);
        if (!judged.Dead) return;
        settings.Observer.MemberDeclaredDead(judged.Member.Node, judged.Silent);
        settings.HintOthers(settings.Board.Current);
        LookSoon();
    }
}
