using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Collects problems, and knows where each key was set.</summary>
/// <param name="unsetSource">What to call the source of a key that nothing set.</param>
internal sealed class ConfigurationReport(string unsetSource = "default")
{
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    public IReadOnlyDictionary<string, string> Sources => _sources;

    public void SetBy(string key, HoconOrigin origin)
    {
        if (origin.Source != ConfigurationLayers.ReferenceSource)
            _sources[key] = origin.ToString();
    }

    public bool Blames(string key) => _problems.Exists(problem => problem.Key == key);

    public void Add(string key, string problem, string fix) => Add([key], problem, fix);

    /// <summary>Adds a problem of several keys: it is the first one's, and stands where the first of them that was set was set.</summary>
    public void Add(string[] keys, string problem, string fix)
    {
        var set = Array.Find(keys, _sources.ContainsKey);
        _problems.Add(new ConfigurationProblem(set is null ? unsetSource : _sources[set], keys[0], problem, fix));
    }

    public void Add(string key, HoconOrigin origin, string problem, string fix) =>
        _problems.Add(new ConfigurationProblem(origin.ToString(), key, problem, fix));

    public void Add(HoconException error, string key = "") =>
        _problems.Add(new ConfigurationProblem(error.Origin.ToString(), key, error.Reason, ""));
}
