using System.Globalization;

namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>A number with a unit behind it, with or without a blank between them.</summary>
internal static class HoconQuantity
{
    public static bool TrySplit(string text, out decimal number, out string unit)
    {
        var trimmed = text.Trim();
        var letters = 0;
        while (letters < trimmed.Length && char.IsAsciiLetter(trimmed[^(letters + 1)]))
            letters++;
        unit = trimmed[^letters..];
        return decimal.TryParse(
            trimmed[..^letters].TrimEnd(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number);
    }
}
