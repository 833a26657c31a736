using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.TestKit;
using Akka.Scheduler.TestKit.Images;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Deployment;

/// <summary>What a node reads inside a container: the image's environment, then the container's, then the mounted file.</summary>
internal static class PodConfiguration
{
    public const string PodAddress = "10.1.2.3";

    /// <summary>The options of a node in a pod of that name.</summary>
    /// <exception cref="ShouldAssertException">The node would refuse to start; the message says why.</exception>
    public static NodeOptions Load(Manifests here, Yaml pod, string podName)
    {
        var container = pod["spec.containers"].Items.Single();
        var environment = new Dictionary<string, string>(ImageRecipe.Read().Environment, StringComparer.Ordinal);
        foreach (var entry in container["env"].Items) environment[entry["name"].Text] = ValueOf(entry, here, podName, environment);
        var map = pod["spec.volumes"].Items.Single(v => v["configMap"].Exists)["configMap.name"].Text;
        return Load(environment, Path.Combine(SolutionRoot.Find(), here.FilesOf(map).Single()));
    }

    /// <summary>The options from an environment and, if there is one, a file.</summary>
    public static NodeOptions Load(IReadOnlyDictionary<string, string> environment, string? file) =>
        ConfigurationLoader.Load(new ConfigurationSources { Environment = environment, ConfigFile = file, WorkingDirectory = Path.GetTempPath() }) switch
        {
            ConfigurationResult.Valid valid => valid.Options,
            ConfigurationResult.Invalid invalid => throw new ShouldAssertException(invalid.Describe()),
            _ => throw new InvalidOperationException(),
        };

    private static string ValueOf(Yaml entry, Manifests here, string podName, Dictionary<string, string> before)
    {
        if (entry["valueFrom.secretKeyRef"] is { Exists: true } secret) return here.Secrets()[secret["name"].Text][secret["key"].Text];
        if (entry["valueFrom.fieldRef.fieldPath"] is { Exists: true } field)
            return field.Text switch
            {
                "metadata.name" => podName,
                "status.podIP" => PodAddress,
                var other => throw new InvalidOperationException($"a pod's {other} is not known here"),
            };

        // As Kubernetes does: only variables that stand before it.
        return before.Aggregate(entry["value"].Text, (text, known) => text.Replace($"$({known.Key})", known.Value, StringComparison.Ordinal));
    }
}
