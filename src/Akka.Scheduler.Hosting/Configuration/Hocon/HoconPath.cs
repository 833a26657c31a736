namespace Akka.Scheduler.Hosting.Configuration.Hocon;

/// <summary>The elements of a dotted key. An element may itself hold dots when it was quoted.</summary>
internal sealed class HoconPath(IReadOnlyList<string> elements)
{
    public static HoconPath Empty { get; } = new([]);

    public IReadOnlyList<string> Elements { get; } = elements;

    public HoconPath Append(HoconPath tail) => Elements.Count == 0 ? tail : new HoconPath([.. Elements, .. tail.Elements]);

    public HoconPath Append(string element) => new([.. Elements, element]);

    /// <summary>The path as one would write it, with quotes around elements that need them.</summary>
    public override string ToString() => string.Join('.', Elements.Select(Written));

    private static string Written(string element) =>
        element.Length > 0 && element.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '/') ? element : $"\"{element}\"";
}
