namespace Akka.Scheduler.Domain.Schedules;

/// <summary>
/// What a schedule owes at some instant: the records to store, in order, the cursor to store with them in the same transaction, and when to
/// look again. Every nominal instant after the old watermark and up to the new one is in exactly one record.
/// </summary>
/// <param name="Occurrences">The records, oldest first; empty if nothing is due.</param>
/// <param name="Cursor">The cursor behind them; the given one if nothing is due.</param>
/// <param name="NextWake">
/// When to evaluate again: the next nominal instant, or now if there is more to do than one evaluation takes. Null while the schedule is
/// paused, or for good when it is over.
/// </param>
public sealed record FiringPlan(IReadOnlyList<Occurrence> Occurrences, ScheduleCursor Cursor, DateTimeOffset? NextWake)
{
    /// <summary>The most records of one evaluation, so that a transaction stays small; the rest follows in the next one.</summary>
    public const int MaxOccurrences = 1_000;

    /// <summary>5 seconds: an instant that is found later than this was missed, and the misfire policy decides about it.</summary>
    public static TimeSpan MisfireThreshold { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether anything is to be stored.</summary>
    public bool IsEmpty => Occurrences.Count == 0;

    /// <summary>
    /// Decides about all due instants, oldest first, each by the first of these that applies: while the schedule is paused they are skipped;
    /// those before the catch-up window are skipped; missed ones are coalesced, skipped or made up for by the misfire policy; after the last
    /// run they are skipped; while the previous task is not finished the overlap policy decides; the others are created.
    /// <para>Instants before the window, while paused or after the last run share one record, however many they are; within the window each
    /// has its own.</para>
    /// </summary>
    /// <param name="schedule">The version in force. Evaluate before it changes, and settle the cursor with the change.</param>
    /// <param name="cursor">How far it has come.</param>
    /// <param name="now">The instant up to which to account; before the watermark nothing is due.</param>
    /// <param name="previousStillLive">Whether the task of <see cref="ScheduleCursor.LastTask"/> is not finished yet.</param>
    public static FiringPlan Evaluate(Schedule schedule, ScheduleCursor cursor, DateTimeOffset now, bool previousStillLive)
    {
        var firing = new Firing(schedule, cursor, now, previousStillLive);
        firing.Run();
        return new FiringPlan(firing.Records, firing.Cursor, firing.NextWake());
    }
}
