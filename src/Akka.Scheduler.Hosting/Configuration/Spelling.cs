namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Finds what a misspelt key was meant to be.</summary>
internal static class Spelling
{
    /// <summary>
    /// The candidate that is nearest to the key, if it is near enough to be meant: a few letters off, or the same last name in another
    /// section.
    /// </summary>
    public static string? Nearest(string key, IReadOnlyCollection<string> candidates)
    {
        var nearest = candidates.Select(candidate => (candidate, distance: Distance(key, candidate))).MinBy(pair => pair.distance);
        var last = key[(key.LastIndexOf('.') + 1)..];
        if (nearest.distance <= Math.Clamp(last.Length / 3, 1, 3))
            return nearest.candidate;
        return candidates.FirstOrDefault(candidate => candidate.EndsWith("." + last, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// How many letters must be inserted, removed, replaced or swapped with their neighbour, case aside (optimal string alignment, after
    /// Damerau and Levenshtein). Texts of more than 200 letters are far from everything.
    /// </summary>
    public static int Distance(string left, string right)
    {
        if (left.Length > 200 || right.Length > 200)
            return int.MaxValue;
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
                table[i, j] = Cell(table, left, right, i, j);
        }

        return table[left.Length, right.Length];
    }

    private static int Cell(int[,] table, string left, string right, int i, int j)
    {
        var replaced = table[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
