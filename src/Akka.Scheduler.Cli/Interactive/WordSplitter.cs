using System.Text;

namespace Akka.Scheduler.Cli.Interactive;

/// <summary>Splits a line into words as a shell does: blanks part words, quotes and backslashes keep them together.</summary>
internal static class WordSplitter
{
    /// <param name="line">The line.</param>
    /// <param name="words">Its words; those before the fault when there is one.</param>
    /// <returns>What is wrong with the line; null when nothing is.</returns>
    public static string? Split(string line, out List<string> words)
    {
        words = [];
        var word = new StringBuilder();
        var inWord = false;
        char? quote = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            switch (c)
            {
                case '\\' when quote != '\'' && i + 1 < line.Length && (quote is null || line[i + 1] is '"' or '\\'):
                    word.Append(line[++i]);
                    inWord = true;
                    break;
                case '\'' or '"' when quote is null:
                    quote = c;
                    inWord = true;
                    break;
                case var _ when c == quote:
                    quote = null;
                    break;
                case ' ' or '\t' when quote is null:
                    if (inWord) words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                    break;
                default:
                    word.Append(c);
                    inWord = true;
                    break;
            }
        }

        if (quote is not null) return $"The quote {quote} is not closed.";
        if (inWord) words.Add(word.ToString());
        return null;
    }
}
