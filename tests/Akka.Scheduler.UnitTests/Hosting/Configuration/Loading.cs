using Akka.Scheduler.Hosting.Configuration;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration;

/// <summary>Loads a configuration from texts, in a directory of its own.</summary>
internal sealed class Loading : IDisposable
{
    public const string TokenHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private readonly Dictionary<string, string> _environment = [];
    private readonly List<string> _overrides = [];
    private string? _configFile;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("scheduler-conf-").FullName;

    public static Loading Of(params string[] overrides) => new Loading().Set(overrides);

    public Loading File(string text, string name = ConfigurationSources.DefaultFile)
    {
        System.IO.File.WriteAllText(Path.Combine(Directory, name), text);
        return this;
    }

    public Loading Config(string name)
    {
        _configFile = name;
        return this;
    }

    public Loading Environment(string name, string value)
    {
        _environment[name] = value;
        return this;
    }

    public Loading Set(params string[] overrides)
    {
        _overrides.AddRange(overrides);
        return this;
    }

    public ConfigurationResult Load() => ConfigurationLoader.Load(new ConfigurationSources
    {
        ConfigFile = _configFile,
        Environment = _environment,
        Overrides = _overrides,
        WorkingDirectory = Directory,
    });

    public NodeOptions Options() =>
        Load() switch
        {
            ConfigurationResult.Valid valid => valid.Options,
            ConfigurationResult.Invalid invalid => throw new ShouldAssertException(invalid.Describe()),
            _ => throw new InvalidOperationException(),
        };

    public IReadOnlyList<ConfigurationProblem> Problems() => Load().ShouldBeOfType<ConfigurationResult.Invalid>().Problems;

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
