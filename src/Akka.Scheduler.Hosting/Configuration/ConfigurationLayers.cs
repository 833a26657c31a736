using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>
/// Merges the layers, lowest first: built-in <c>reference.conf</c>, file, environment, <c>--set</c>. Substitutions are resolved over all
/// of them together, so a file may refer to what a higher layer sets. A layer that cannot be read is reported and left out.
/// </summary>
internal static class ConfigurationLayers
{
    /// <summary>What the origin of a built-in default is called.</summary>
    public const string ReferenceSource = "built-in reference.conf";

    /// <summary>The documented defaults.</summary>
    public static string ReferenceText
    {
        get
        {
            using var stream = typeof(ConfigurationLayers).Assembly.GetManifestResourceStream("reference.conf")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The merged and resolved tree, or null if that much could not be had; then the report says why.</summary>
    public static HoconObject? Merge(ConfigurationSources sources, ConfigurationReport report)
    {
        var root = HoconParser.ParseDocument(ReferenceSource, ReferenceText, HoconPath.Empty);
        AddFile(root, sources, report);
        EnvironmentLayer.AddTo(root, sources.Environment, report);
        CommandLineLayer.AddTo(root, sources.Overrides, report);
        try
        {
            return HoconResolver.Resolve(root, name => sources.Environment.GetValueOrDefault(name));
        }
        catch (HoconException error)
        {
            report.Add(error);
            return null;
        }
    }

    private static void AddFile(HoconObject root, ConfigurationSources sources, ConfigurationReport report)
    {
        var file = sources.ConfigFile ?? ConfigurationSources.DefaultFile;
        if (!File.Exists(Path.GetFullPath(file, sources.WorkingDirectory)))
        {
            if (sources.ConfigFile is not null)
                report.Add("", HoconOrigin.Of("--config"), $"the file {file} does not exist", "Give the name of a HOCON file");
            return;
        }

        try
        {
            root.MergeFrom(HoconIncludes.LoadFile(file, sources.WorkingDirectory));
        }
        catch (HoconException error)
        {
            report.Add(error);
        }
    }
}
