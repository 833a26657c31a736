using System.Collections;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>What a configuration is read from, besides the defaults.</summary>
public sealed record ConfigurationSources
{
    /// <summary>The file that is read without <c>--config</c>, if the working directory has it.</summary>
    public const string DefaultFile = "scheduler.conf";

    /// <summary>The file given by <c>--config</c>, which must exist; null reads <see cref="DefaultFile"/> if there is one.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The <c>key=value</c> of each <c>--set</c>, in order; a later one wins.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The environment variables. Those that begin with <c>SCHEDULER__</c> are keys; any may stand in a substitution.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What relative file names are relative to.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>The sources of this process: its environment and working directory, with what its command line says.</summary>
    /// <param name="configFile">The file given by <c>--config</c>, or null.</param>
    /// <param name="overrides">The <c>key=value</c> of each <c>--set</c>.</param>
    public static ConfigurationSources OfProcess(string? configFile, IReadOnlyList<string> overrides) => new()
    {
        ConfigFile = configFile,
        Overrides = overrides,
        Environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
    };
}
