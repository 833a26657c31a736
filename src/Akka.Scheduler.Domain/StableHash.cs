using System.Numerics;

namespace Akka.Scheduler.Domain;

/// <summary>A hash that is the same in every process, version and machine, for choices that must never change: FNV-1a and a final mix.</summary>
internal static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of a text, over its UTF-16 code units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="salt">Gives the same text independent hashes for independent choices.</param>
    public static ulong Of(string text, ulong salt)
    {
        var hash = (OffsetBasis ^ salt) * Prime;
        foreach (var unit in text)
        {
            hash = (hash ^ unit & 0xFFUL) * Prime;
            hash = (hash ^ (ulong)unit >> 8) * Prime;
        }

        // The bits of FNV mix poorly upwards; every one of the result must be as good as another.
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= BitOperations.RotateRight(hash, 29);
        return hash * 0xC4CEB9FE1A85EC53;
    }
}
