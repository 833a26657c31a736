namespace Akka.Scheduler.Cli.Output;

/// <summary>A table in plain text: columns parted by two spaces, no frame, nothing at a line's end.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter writer, IReadOnlyList<string[]> rows, Func<int, bool> isRight)
    {
        if (rows.Count == 0) return;
        var widths = new int[rows[0].Length];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        }

        foreach (var row in rows)
        {
            var cells = row.Select((cell, i) => isRight(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
