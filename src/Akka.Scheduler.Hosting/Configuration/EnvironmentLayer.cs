using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>
/// Keys from environment variables: <c>SCHEDULER__STORE__CONNECTION_STRING</c> is <c>scheduler.store.connection-string</c>. Two
/// underscores part names, one is a hyphen, case does not count. An empty variable counts as absent, as compose files leave it.
/// </summary>
internal static class EnvironmentLayer
{
    private const string Prefix = "SCHEDULER__";

    public static void AddTo(HoconObject root, IReadOnlyDictionary<string, string> environment, ConfigurationReport report)
    {
        var variables = environment
            .Where(pair => pair.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && pair.Value.Length > 0)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal);
        foreach (var (variable, value) in variables)
        {
            var source = $"environment variable {variable}";
            var names = variable.Split("__").Select(name => name.Replace('_', '-').ToLowerInvariant()).ToList();
            if (names.Exists(name => name.Length == 0) || names.Count > HoconParser.MaxDepth)
                report.Add("", HoconOrigin.Of(source), "a name between two '__' is empty, or there are too many", "Write SCHEDULER__A__B");
            else
                Add(root, new HoconPath(names), value, source, report);
        }
    }

    private static void Add(HoconObject root, HoconPath path, string text, string source, ConfigurationReport report)
    {
        try
        {
            root.Add(path, OverrideValue.Parse(text, source));
        }
        catch (HoconException error)
        {
            report.Add(error, path.ToString());
        }
    }
}
