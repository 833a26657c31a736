using Akka.Scheduler.Hosting.Configuration.Keys;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Reads a node's configuration: merge the layers, read every key, find unknown ones, check the rules across keys.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads the configuration.</summary>
    /// <param name="sources">What to read it from.</param>
    /// <returns>The options, or every problem at once. It does not throw for anything that a file, variable or argument says.</returns>
    public static ConfigurationResult Load(ConfigurationSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var report = new ConfigurationReport();
        var root = ConfigurationLayers.Merge(sources, report);
        if (root is null)
            return new ConfigurationResult.Invalid(report.Problems);

        // Where a layer is missing, what contradicts or is absent may only seem so.
        var complete = report.Problems.Count == 0;
        var options = new NodeOptions();
        foreach (var section in OptionTable.Sections)
            options = section.Read(options, root, report);
        UnknownKeys.Check(root, report);
        if (complete)
            ConfigurationRules.Check(options, report);
        return report.Problems.Count == 0
            ? new ConfigurationResult.Valid(options, report.Sources)
            : new ConfigurationResult.Invalid(report.Problems);
    }
}
