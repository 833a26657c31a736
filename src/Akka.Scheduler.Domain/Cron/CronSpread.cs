namespace Akka.Scheduler.Domain.Cron;

/// <summary>
/// The values that <c>H</c> stands for: the same for the same seed in every process and version, and evenly spread over many seeds, so
/// that a thousand hourly schedules do not all start on the hour.
/// </summary>
internal static class CronSpread
{
    /// <summary>A number from 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="seed">What the caller gave, usually the schedule's id.</param>
    /// <param name="field">Makes the fields of one expression independent of each other.</param>
    /// <param name="count">How many values there are to pick from.</param>
    public static int Pick(string seed, CronField field, int count) =>
        (int)((StableHash.Of(seed, (ulong)field + 1) >> 32) * (ulong)count >> 32);
}
