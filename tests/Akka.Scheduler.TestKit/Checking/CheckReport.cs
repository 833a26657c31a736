using System.Globalization;
using System.Text;

namespace Akka.Scheduler.TestKit.Checking;

/// <summary>What one invariant said of a run.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="Examined">How many facts it looked at.</param>
/// <param name="Violations">Those at fault.</param>
public sealed record Verdict(Invariant Invariant, long Examined, IReadOnlyList<Violation> Violations)
{
    /// <summary>Whether the run is condemned by it.</summary>
    public bool Condemns => Violations.Count > 0 && !Invariant.IsSoft;
}

/// <summary>What all invariants said of a run.</summary>
public sealed record CheckReport(IReadOnlyList<Verdict> Verdicts)
{
    private const int Shown = 5;

    /// <summary>The numbers of the invariants that are broken, soft ones left out.</summary>
    public IReadOnlyList<int> Broken => [.. Verdicts.Where(verdict => verdict.Condemns).Select(verdict => verdict.Invariant.Number)];

    /// <summary>The numbers of the invariants that had nothing to look at: of these the run says nothing.</summary>
    public IReadOnlyList<int> Silent => [.. Verdicts.Where(verdict => verdict.Examined == 0).Select(verdict => verdict.Invariant.Number)];

    /// <summary>The broken invariants in words, each with its first violations; empty when nothing is wrong.</summary>
    public string Problems => string.Concat(Verdicts.Where(verdict => verdict.Condemns).Select(Describe));

    /// <summary>A table of all invariants, and behind it what is wrong.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| # | invariant | facts | violations |\n|---:|---|---:|---:|\n");
        foreach (var (invariant, examined, violations) in Verdicts)
            text.Append(CultureInfo.InvariantCulture, $"| {invariant.Number} | {invariant.Sentence} | {Count(examined)} | {violations.Count}{(invariant.IsSoft ? " (soft)" : "")} |\n");
        var wrong = string.Concat(Verdicts.Where(verdict => verdict.Violations.Count > 0).Select(Describe));
        return wrong.Length == 0 ? text.ToString() : text.Append("\n```\n").Append(wrong).Append("```\n").ToString();
    }

    private static string Count(long examined) => examined == 0 ? "**nothing**" : examined.ToString(CultureInfo.InvariantCulture);

    private static string Describe(Verdict verdict) =>
        $"{verdict.Invariant.Number}. {verdict.Invariant.Sentence} {verdict.Violations.Count} violations:\n"
        + string.Concat(verdict.Violations.Take(Shown).Select(violation => $"   {violation}\n"));
}
