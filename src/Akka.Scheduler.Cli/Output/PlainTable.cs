namespace Akka.Scheduler.Cli.Output;

/// <summary>A table in plain text: columns parted by two spaces, no frame, nothing at a line's end.</summary>
internal static class PlainTable
{
    public const string Gap = "  ";

    public static void Write(TextWriter writer, IReadOnlyList<string[]> rows, Func<int, bool> isRight)
    {
        foreach (var cells in Align(rows, isRight)) writer.WriteLine(string.Join(Gap, cells).TrimEnd());
    }

    /// <summary>The rows with every cell filled up to the width of its column.</summary>
    /// <param name="rows">Rows of equal length.</param>
    /// <param name="isRight">Whether the cells of a column stand to the right.</param>
    public static IEnumerable<string[]> Align(IReadOnlyList<string[]> rows, Func<int, bool> isRight)
    {
        var widths = rows.Count == 0 ? [] : rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => row.Select((cell, i) => isRight(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])).ToArray());
    }
}
