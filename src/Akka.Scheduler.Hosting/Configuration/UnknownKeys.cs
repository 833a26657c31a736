using Akka.Scheduler.Hosting.Configuration.Hocon;
using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>
/// Finds keys that no section has. Keys outside <c>scheduler</c> may be the file's own variables, so they are reported only when they
/// look like a misspelling, or when they come from where no variables can be (<c>--set</c>).
/// </summary>
internal static class UnknownKeys
{
    private const string Root = "scheduler";

    private static readonly HashSet<string> Prefixes = [.. OptionTable.Sections.SelectMany(section => Ancestors(section.Path))];

    public static void Check(HoconObject root, ConfigurationReport report)
    {
        foreach (var name in root.Names)
        {
            root.TryGet(name, out var value);
            if (name == Root)
                CheckBelow(HoconPath.Empty.Append(name), value!, report);
            else if (Spelling.Distance(name, Root) <= 2 || value!.Origin.Line == 0)
                report.Add(name, value!.LastOrigin, "unknown key", $"All keys begin with {Root}");
        }
    }

    private static void CheckBelow(HoconPath path, HoconValue value, ConfigurationReport report)
    {
        if (value is HoconNull)
            return;
        if (value is not HoconObject fields)
        {
            report.Add(path.ToString(), value.Origin, "expected a section, found a single value", $"Give {path} {{ key = value, ... }}");
            return;
        }

        foreach (var name in fields.Names)
        {
            fields.TryGet(name, out var inner);
            var full = path.Append(name);
            var key = full.ToString();
            if (Prefixes.Contains(key))
                CheckBelow(full, inner!, report);
            else if (!OptionTable.Keys.Contains(key))
                report.Add(key, inner!.LastOrigin, "unknown key", Suggestion(path.ToString(), key));
        }
    }

    private static string Suggestion(string section, string key)
    {
        var nearest = Spelling.Nearest(key, [.. OptionTable.Keys, .. Prefixes]);
        if (nearest is not null)
            return $"Did you mean {nearest}?";
        var siblings = OptionTable.Keys.Where(known => known.StartsWith(section + ".", StringComparison.Ordinal)).ToList();
        return siblings.Count <= 10
            ? $"Known keys: {string.Join(", ", siblings)}"
            : $"Known sections: {string.Join(", ", OptionTable.Sections.Select(known => known.Path))}";
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        var names = path.Split('.');
        return Enumerable.Range(1, names.Length).Select(count => string.Join('.', names.Take(count)));
    }
}
