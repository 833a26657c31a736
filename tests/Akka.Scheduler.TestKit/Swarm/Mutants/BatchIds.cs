namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Makes the ids of batches that a mutant sends in addition.</summary>
internal static class BatchIds
{
    /// <summary>An id that depends on another one alone, and differs from it.</summary>
    public static Guid Another(Guid id, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        bytes[15] ^= (byte)(0x80 | number);
        bytes[14] ^= (byte)(number >> 7);
        return new(bytes);
    }
}
