namespace Akka.Scheduler.UnitTests.Tidy;

/// <summary>
/// Which project of src may refer to which: arrows point one way, to what stands above. The names leave out "Akka.Scheduler.".
/// </summary>
internal static class ProjectLayout
{
    public const string Prefix = "Akka.Scheduler.";

    public static IReadOnlyDictionary<string, string[]> References { get; } = new Dictionary<string, string[]>
    {
        ["Kernel"] = [],
        ["Domain"] = [],
        ["Client"] = [],
        ["Cluster"] = ["Kernel"],
        ["Engine"] = ["Cluster", "Domain", "Kernel"],
        ["Storage"] = ["Cluster", "Domain", "Engine"],
        ["Executors"] = ["Domain", "Engine"],
        ["Hosting"] = ["Client", "Cluster", "Domain", "Engine", "Executors", "Kernel", "Storage"],
        ["Testing"] = ["Client", "Cluster", "Domain", "Engine", "Executors", "Hosting", "Kernel"],
        ["Node"] = ["Hosting"],
        ["Cli"] = ["Client"],
    };

    public static string[] TestProjects { get; } = ["Benchmarks", "ClusterTests", "IntegrationTests", "TestKit", "UnitTests"];

    /// <summary>The projects that run unchanged in the simulator.</summary>
    public static string[] Simulated { get; } = ["Kernel", "Cluster", "Engine", "Domain"];
}
