using Akka.Scheduler.TestKit;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>The examples of <c>docs/semantics.md</c>: fenced blocks whose first word says what their lines are.</summary>
internal static class SemanticsDoc
{
    private const string Fence = "```";

    /// <summary>All blocks, in order.</summary>
    public static IReadOnlyList<Block> Blocks { get; } = Read(File.ReadAllLines(Path.Combine(SolutionRoot.Find(), "docs", "semantics.md")));

    private static List<Block> Read(string[] lines)
    {
        var blocks = new List<Block>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith(Fence, StringComparison.Ordinal))
                continue;
            var words = lines[at][Fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var start = at + 1;
            var length = lines.Skip(start).TakeWhile(line => line != Fence).Count();
            blocks.Add(new(start, words.FirstOrDefault() ?? "", words.Skip(1).ToArray(),
                lines.Skip(start).Take(length).Select((line, index) => Example.Of(start + index + 1, line)).ToArray()));
            at = start + length;
        }

        return blocks;
    }

    /// <summary>A block.</summary>
    /// <param name="Line">Where it begins, counted from 1.</param>
    /// <param name="Kind">The first word behind the fence.</param>
    /// <param name="Options">The other words.</param>
    /// <param name="Examples">Its lines.</param>
    internal sealed record Block(int Line, string Kind, IReadOnlyList<string> Options, IReadOnlyList<Example> Examples);

    /// <summary>A line: what is given, and what comes out.</summary>
    internal sealed record Example(int Line, string Given, string Expected)
    {
        public static Example Of(int line, string text)
        {
            var arrow = text.Contains(" => ", StringComparison.Ordinal) ? " => " : " -> ";
            var sides = text.Split(arrow);
            return sides.Length == 2
                ? new(line, sides[0].Trim(), sides[1].Trim())
                : throw new InvalidOperationException($"docs/semantics.md, line {line}: '{text}' is no example.");
        }

        /// <summary>The given side, parted by bars.</summary>
        public string[] Parts => Given.Split('|', StringSplitOptions.TrimEntries);
    }
}
