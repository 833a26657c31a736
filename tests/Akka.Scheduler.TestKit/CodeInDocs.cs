namespace Akka.Scheduler.TestKit;

/// <summary>Compares the C# that a document shows with code that is compiled and run.</summary>
public static class CodeInDocs
{
    private const string Fence = "```";

    /// <summary>The blocks of C# in a document whose lines do not stand, one after the other, in a source file; indentation apart.</summary>
    /// <param name="document">The document, from the top of the repository.</param>
    /// <param name="source">The source file, likewise.</param>
    /// <param name="within">Only blocks behind this heading of the document; <see langword="null"/>: all.</param>
    /// <exception cref="InvalidOperationException">The document shows no C# there.</exception>
    public static IReadOnlyList<string> Missing(string document, string source, string? within = null)
    {
        var code = Lines(source);
        var blocks = Blocks(Lines(document), within);
        if (blocks.Count == 0) throw new InvalidOperationException($"{document} shows no C#{(within is null ? "" : $" behind '{within}'")}.");
        return [.. blocks.Where(block => !Holds(code, block)).Select(block => string.Join('\n', block))];
    }

    private static List<string[]> Blocks(string[] lines, string? within)
    {
        var blocks = new List<string[]>();
        var counts = within is null;
        for (var at = 0; at < lines.Length; at++)
        {
            if (within is not null && lines[at].StartsWith('#')) counts = lines[at].TrimStart('#', ' ') == within;
            if (lines[at] != Fence + "csharp") continue;
            var block = lines.Skip(at + 1).TakeWhile(line => line != Fence).ToArray();
            if (counts) blocks.Add(block);
            at += block.Length + 1;
        }

        return blocks;
    }

    private static bool Holds(string[] code, string[] block) =>
        Enumerable.Range(0, Math.Max(0, code.Length - block.Length + 1)).Any(start => code.AsSpan(start, block.Length).SequenceEqual(block));

    private static string[] Lines(string path) => [.. File.ReadAllLines(Path.Combine(SolutionRoot.Find(), path)).Select(line => line.Trim())];
}
