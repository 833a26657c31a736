using System.Reflection;
using Akka.Scheduler.Hosting;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Configuration.CommandLine;

namespace Akka.Scheduler.Node;

/// <summary>What the node prints instead of running.</summary>
internal static class NodePrints
{
    public static string Version => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static int Configuration(ConfigurationResult result) =>
        result is ConfigurationResult.Valid valid ? Print(valid.Describe()) : Refuse(result);

    public static int Migrations(ConfigurationResult result) =>
        result is ConfigurationResult.Valid valid ? Print(SchedulerMigrations.Script(valid.Options)) : Refuse(result);

    /// <summary>Names every problem of a configuration.</summary>
    public static int Refuse(ConfigurationResult result)
    {
        Console.Error.WriteLine(((ConfigurationResult.Invalid)result).Describe());
        return NodeCommandLine.UsageExitCode;
    }

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return 0;
    }
}
