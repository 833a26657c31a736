namespace Akka.Scheduler.Kernel;

/// <summary>
/// Arithmetic of seeds. <c>Mix</c> is the finaliser of SplitMix64 (Steele, Lea, Flood, 2014); <c>Of</c> is FNV-1a over UTF-16 units,
/// because a string's own hash code differs from process to process.
/// </summary>
internal static class Seed
{
    internal static ulong Mix(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }

    internal static ulong Combine(ulong left, ulong right) => Mix(left ^ Mix(right));

    internal static ulong Of(string text)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var unit in text)
            hash = (hash ^ unit) * 0x0000_0100_0000_01B3;
        return hash;
    }
}
