using System.Globalization;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>
/// A size in bytes: <c>256KiB</c> and <c>256K</c> are powers of 1024, <c>10MB</c> is a power of 1000 (HOCON, "Size in bytes format"); a
/// bare number is bytes.
/// </summary>
internal static class HoconSize
{
    private static readonly (string Unit, decimal Bytes)[] Units =
    [
        ("", 1), ("B", 1), ("b", 1), ("byte", 1), ("bytes", 1),
        ("KiB", 1L << 10), ("Ki", 1L << 10), ("K", 1L << 10), ("k", 1L << 10), ("kibibyte", 1L << 10), ("kibibytes", 1L << 10),
        ("MiB", 1L << 20), ("Mi", 1L << 20), ("M", 1L << 20), ("m", 1L << 20), ("mebibyte", 1L << 20), ("mebibytes", 1L << 20),
        ("GiB", 1L << 30), ("Gi", 1L << 30), ("G", 1L << 30), ("g", 1L << 30), ("gibibyte", 1L << 30), ("gibibytes", 1L << 30),
        ("TiB", 1L << 40), ("Ti", 1L << 40), ("T", 1L << 40), ("t", 1L << 40), ("tebibyte", 1L << 40), ("tebibytes", 1L << 40),
        ("kB", 1_000), ("kilobyte", 1_000), ("kilobytes", 1_000), ("MB", 1_000_000), ("megabyte", 1_000_000), ("megabytes", 1_000_000),
        ("GB", 1_000_000_000), ("gigabyte", 1_000_000_000), ("gigabytes", 1_000_000_000),
        ("TB", 1_000_000_000_000), ("terabyte", 1_000_000_000_000), ("terabytes", 1_000_000_000_000),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (!HoconQuantity.TrySplit(text, out var number, out var unit))
            return false;
        var known = Array.Find(Units, candidate => candidate.Unit == unit);
        if (known.Unit is null || number < 0 || number > long.MaxValue / known.Bytes)
            return false;
        bytes = (long)(number * known.Bytes);
        return true;
    }

    /// <summary>The size in the largest power of 1024 that needs no fraction.</summary>
    public static string Format(long bytes)
    {
        string[] exact = ["GiB", "MiB", "KiB", "B"];
        var unit = Array.Find(exact, candidate => bytes >= BytesOf(candidate) && bytes % BytesOf(candidate) == 0) ?? "B";
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / BytesOf(unit)}{unit}");
    }

    private static long BytesOf(string unit) => (long)Array.Find(Units, candidate => candidate.Unit == unit).Bytes;
}
