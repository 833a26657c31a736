using Akka.Scheduler.Hosting.Configuration.Hocon;

namespace Akka.Scheduler.Hosting.Configuration;

/// <summary>Keys from <c>--set key=value</c>.</summary>
internal static class CommandLineLayer
{
    public static void AddTo(HoconObject root, IReadOnlyList<string> overrides, ConfigurationReport report)
    {
        foreach (var text in overrides)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // The text is not shown: it may be a secret whose key was forgotten.
                report.Add("", HoconOrigin.Of("--set"), "expected key=value", "Write --set scheduler.section.key=value");
                continue;
            }

            Add(root, text[..equals], text[(equals + 1)..], report);
        }
    }

    private static void Add(HoconObject root, string key, string text, ConfigurationReport report)
    {
        try
        {
            var path = HoconParser.ParseKey("--set", key);
            root.Add(path, OverrideValue.Parse(text, $"--set {path}"));
        }
        catch (HoconException error)
        {
            report.Add(error);
        }
    }
}
