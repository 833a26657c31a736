using System.Text.RegularExpressions;

namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>
/// Rules on what a line may say. The patterns are written so that none matches itself: this file is read like any other.
/// </summary>
internal static partial class TextRules
{
    /// <summary>Unfinished work, in any text file.</summary>
    public static IEnumerable<string> Unfinished(IEnumerable<RepositoryFile> files) => Matches(files, UnfinishedWord());

    /// <summary>Paths that exist on one machine only.</summary>
    public static IEnumerable<string> MachinePaths(IEnumerable<RepositoryFile> files) => Matches(files, MachinePath());

    /// <summary>Package registries chosen here: that is the business of the machine that restores.</summary>
    public static IEnumerable<string> Registries(IEnumerable<RepositoryFile> files) => Matches(files, Registry());

    /// <summary>Tests that are left out.</summary>
    public static IEnumerable<string> SkippedTests(IEnumerable<RepositoryFile> files) => CodeMatches(files, SkippedTest());

    /// <summary>Methods whose failure nobody sees.</summary>
    public static IEnumerable<string> AsyncVoid(IEnumerable<RepositoryFile> files) => CodeMatches(files, AsyncVoidMethod());

    /// <summary>Threads held while a task runs.</summary>
    public static IEnumerable<string> BlockingWaits(IEnumerable<RepositoryFile> files) => CodeMatches(files, BlockingWait());

    /// <summary>Files whose last line is not ended, and lines ended as on Windows.</summary>
    public static IEnumerable<string> LineEnds(IEnumerable<RepositoryFile> files)
    {
        foreach (var file in files)
        {
            if (file.Text.Length > 0 && !file.Text.EndsWith('\n')) yield return file.Offence(file.Text.Length, "no line end at the end");
            if (file.Text.IndexOf('\r', StringComparison.Ordinal) is var at and >= 0) yield return file.Offence(at, "a carriage return");
        }
    }

    /// <summary>Warnings switched off without saying why: beside a pragma or on the line above it, or as an attribute's justification.</summary>
    public static IEnumerable<string> BareSuppressions(IEnumerable<RepositoryFile> files)
    {
        foreach (var file in files)
        {
            var comments = file.CSharp.Comments.Split('\n');
            foreach (Match pragma in Pragma().Matches(file.CSharp.Code))
            {
                var line = file.LineOf(pragma.Index) - 1;
                if (!HasWords(comments[line]) && !(line > 0 && HasWords(comments[line - 1])))
                    yield return file.Offence(pragma.Index, "says not why: " + pragma.Value.Trim());
            }
            foreach (Match attribute in Suppression().Matches(file.CSharp.Code))
            {
                var original = file.Text.Substring(attribute.Index, attribute.Length);
                if (!Justification().IsMatch(original)) yield return file.Offence(attribute.Index, "has no justification");
            }
        }
    }

    private static bool HasWords(string comment) => comment.Count(char.IsLetter) >= 10;

    private static IEnumerable<string> Matches(IEnumerable<RepositoryFile> files, Regex banned)
        => from file in files
           from match in banned.Matches(file.Text)
           select file.Offence(match.Index, match.Value.Trim());

    private static IEnumerable<string> CodeMatches(IEnumerable<RepositoryFile> files, Regex banned)
        => from file in files
           from match in banned.Matches(file.CSharp.Code)
           select file.Offence(match.Index, match.Value.Trim());

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HAC[K]|XX[X]|NotImplemented[E]xception|Not[S]upportedYet)\b")]
    private static partial Regex UnfinishedWord();

    [GeneratedRegex(@"(?<![\w.:])(?:/wor[k]/|/tmp/w[t]\b|/roo[t]/|/hom[e]/\w|[A-Z]:\\User[s]\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"<packageS[o]urces|Restore(?:Additional[P]roject)?S[o]urces|^\s*registr[y]\s*=\s*http|--registr[y]\b|index-ur[l]|--s[o]urce\s+http"
        + @"|""resolve[d]""\s*:\s*""(?!https://registr[y]\.npmjs\.org/)|\b(?:artifactor[y]|jfro[g])\b",
        RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Registry();

    [GeneratedRegex(@"\[[^\]\n]*\(\s*[^\]\n]*\bSkip\s*=|\bSkip(?:If|Unless|Exception|When)\s*[=(]|\bAssert\.Skip")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoidMethod();

    [GeneratedRegex(@"\.Wait\s*\(|\bTask\.Wait(?:All|Any)\s*\(|\.GetAwaiter\s*\(\s*\)\s*\.GetResult\s*\(|(?:\)|\b\w*[tT]ask)\.Result\b")]
    private static partial Regex BlockingWait();

    [GeneratedRegex(@"^[ \t]*#pragma\s+warning\s+disable.*$", RegexOptions.Multiline)]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\b(?:Unconditional)?SuppressMessage\s*\([^)]*\)")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"Justification\s*=\s*""[^""]{10,}""")]
    private static partial Regex Justification();
}
