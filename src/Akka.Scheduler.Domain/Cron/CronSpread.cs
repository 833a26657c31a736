using System.Numerics;

namespace Akka.Scheduler.Domain.Cron;

/// <summary>
/// The values that <c>H</c> stands for: the same for the same seed in every process and version, and evenly spread over many seeds, so
/// that a thousand hourly schedules do not all start on the hour.
/// </summary>
internal static class CronSpread
{
    /// <summary>A number from 0 to <paramref name="count"/> - 1, from FNV-1a over the seed's UTF-16 code units and a final mix.</summary>
    /// <param name="seed">What the caller gave, usually the schedule's id.</param>
    /// <param name="field">Makes the fields of one expression independent of each other.</param>
    /// <param name="count">How many values there are to pick from.</param>
    public static int Pick(string seed, CronField field, int count)
    {
        const ulong offsetBasis = 14695981039346656037;
        const ulong prime = 1099511628211;
        var hash = (offsetBasis ^ (ulong)field + 1) * prime;
        foreach (var unit in seed)
        {
            hash = (hash ^ unit & 0xFFUL) * prime;
            hash = (hash ^ (ulong)unit >> 8) * prime;
        }

        // The low bits of FNV mix poorly, and a remainder looks at them alone.
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= BitOperations.RotateRight(hash, 29);
        hash *= 0xC4CEB9FE1A85EC53;
        return (int)((hash >> 32) * (ulong)count >> 32);
    }
}
