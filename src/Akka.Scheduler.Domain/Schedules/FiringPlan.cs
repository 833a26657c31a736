using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// What a schedule owes at some instant: the records to store, in order, the cursor to store with them in the same transaction, and when to
/// look again. Every nominal instant after the old watermark and up to the new one is in exactly one record, or held back by the cursor.
/// </summary>
/// <param name="Occurrences">The records, oldest first; empty if nothing is due.</param>
/// <param name="Cursor">The cursor behind them; the given one if nothing is due.</param>
/// <param name="NextWake">
/// When to evaluate again: the next nominal instant, or now if there is more to do than one evaluation takes; while instants are held back, after
/// <see cref="HeldPoll"/> at the latest. Null while the schedule is paused, or for good when it is over.
/// </param>
public sealed record FiringPlan(IReadOnlyList<Occurrence> Occurrences, ScheduleCursor Cursor, DateTimeOffset? NextWake)
{
    /// <summary>The most records of one evaluation, so that a transaction stays small; the rest follows in the next one.</summary>
    public const int MaxOccurrences = 1_000;

    /// <summary>5 seconds: an instant that is found later than this was missed, and the misfire policy decides about it.</summary>
    public static TimeSpan MisfireThreshold { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Half a second: how often one looks whether the task has ended that others wait for.</summary>
    public static TimeSpan HeldPoll { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether nothing is to be stored.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>The previous task, if it is to be cancelled for the sake of an instant that waits; once the cursor is stored.</summary>
    public TaskId? ToCancel { get; init; }

    /// <summary>
    /// Decides about all due instants, oldest first, each by the first of these that applies: while the schedule is paused they are skipped;
    /// those before the catch-up window are skipped; after the last run they are skipped; those that a calendar excludes are skipped; missed ones
    /// are coalesced, skipped or made up for by the misfire policy; while the previous task is not finished, or others wait for its end, the
    /// overlap policy decides; the others are created. If the previous task has finished, the first of those that wait is created before all.
    /// <para>Instants before the window, while paused, after the last run or of one excluded stretch share one record, however many they are;
    /// the others have each their own.</para>
    /// </summary>
    /// <param name="schedule">The version in force. Evaluate before it changes, and settle the cursor with the change.</param>
    /// <param name="cursor">How far it has come.</param>
    /// <param name="now">The instant up to which to account; before the watermark nothing is due.</param>
    /// <param name="previousStillLive">Whether the task of <see cref="ScheduleCursor.LastTask"/> is not finished yet.</param>
    /// <param name="exclusions">What its calendars exclude; default nothing.</param>
    public static FiringPlan Evaluate(
        Schedule schedule, ScheduleCursor cursor, DateTimeOffset now, bool previousStillLive, Exclusions? exclusions = null)
    {
        var firing = new Firing(schedule, cursor, now, previousStillLive, exclusions ?? Exclusions.None);
        firing.Run();
        var after = firing.Cursor;
        return new FiringPlan(firing.Records, after, firing.NextWake())
        {
            IsEmpty = firing.Records.Count == 0 && after == cursor,
            ToCancel = previousStillLive && schedule is { Enabled: true, Overlap: OverlapPolicy.CancelPrevious } && after.HeldDue > 0 ? cursor.LastTask : null,
        };
    }
}
