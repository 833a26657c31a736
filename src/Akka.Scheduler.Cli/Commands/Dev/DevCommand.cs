using System.CommandLine;
using Akka.Scheduler.Cli.Commands.Dev.Cluster;
using Akka.Scheduler.Cli.Commands.Dev.Database;

namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary><c>dev [--nodes N] [-- ARGUMENTS]</c>: a local node, or a whole cluster with its database, with one command.</summary>
internal static class DevCommand
{
    private const string Description =
        "Start a local node with the shell executor, or a cluster of them, and show how to use it. What follows -- goes to every node. "
        + "The node is found next to this program or in a source checkout; " + NodeLocation.Variable + " names another.";

    public static Command Create(CliContext context)
    {
        var nodes = new Option<int>("--nodes")
        {
            Description = "How many nodes, 1 to 16; default 1. Several share a PostgreSQL that is made for them, and removed afterwards.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var store = new Option<string?>("--store")
        {
            Description = "sqlite: one node with its embedded store in ./data, which stays. postgresql: a throw-away one. "
                + "Default: sqlite for one node, postgresql for several.",
            HelpName = "sqlite|postgresql",
        };
        store.CompletionSources.Add("sqlite", "postgresql");
        var install = new Option<bool>("--install") { Description = "Install PostgreSQL if there is none (Debian, Ubuntu; as root)." };
        var restart = new Option<bool>("--restart") { Description = "Start a node of the cluster again when it ends by itself or is killed." };
        var port = new Option<int?>("--port")
        {
            Description = "HTTP port of the cluster's first node. Default: 8080 if it is free. The others take free ones.",
            HelpName = "PORT",
        };
        var arguments = new Argument<string[]>("arguments") { Description = "For the node, after --.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("dev", Description) { nodes, store, install, restart, port, arguments };
        return context.Define(command, async run =>
        {
            var plan = DevPlan.Of(run.Parsed.GetValue(nodes), run.Parsed.GetValue(store)) with
            {
                Install = run.Parsed.GetValue(install),
                Restart = run.Parsed.GetValue(restart),
                Port = run.Parsed.GetValue(port),
                Arguments = run.Parsed.GetValue(arguments) ?? [],
            };
            var location = NodeLocation.Find(run.Around.Variable, AppContext.BaseDirectory, Directory.GetCurrentDirectory());
            return plan.OnPostgreSql ? await RunClusterAsync(run, plan, location) : await RunOneAsync(run, plan, location);
        });
    }

    private static async Task<int> RunOneAsync(Invocation run, DevPlan plan, NodeLocation location)
    {
        if (plan.Restart || plan.Port is not null || plan.Install)
            throw new UsageException("--restart, --port and --install are for a cluster: add --nodes N or --store postgresql.");
        return await new DevNode(run.Around, location).RunAsync(plan.Arguments, run.Cancel);
    }

    private static async Task<int> RunClusterAsync(Invocation run, DevPlan plan, NodeLocation location)
    {
        if (OperatingSystem.IsWindows()) throw new UsageException("A cluster on one machine needs Linux or macOS; 'schedctl dev' starts one node here.");
        var programs = await DatabasePrograms.FindAsync(run.Around, plan.Install, run.Cancel);
        var built = await NodeBuild.OnceAsync(location, run.Around, run.Cancel);
        await using var database = await ThrowawayDatabase.StartAsync(programs, run.Around, run.Cancel);
        return await new DevCluster(run.Around, built, database, plan).RunAsync(run.Cancel);
    }
}
