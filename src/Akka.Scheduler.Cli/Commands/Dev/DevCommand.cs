using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Dev;

/// <summary><c>dev [-- ARGUMENTS]</c>: a local node for trying things out, with one command.</summary>
internal static class DevCommand
{
    private const string Description =
        "Start a local node with the shell executor, and show how to use it. What follows -- goes to the node. "
        + "The node is found next to this program or in a source checkout; " + NodeLocation.Variable + " names another.";

    public static Command Create(CliContext context)
    {
        var arguments = new Argument<string[]>("arguments") { Description = "For the node, after --.", Arity = ArgumentArity.ZeroOrMore };
        return context.Define(new Command("dev", Description) { arguments }, async run =>
        {
            var location = NodeLocation.Find(run.Around.Variable, AppContext.BaseDirectory, Directory.GetCurrentDirectory());
            return await new DevNode(run.Around, location).RunAsync(run.Parsed.GetValue(arguments) ?? [], run.Cancel);
        });
    }
}
