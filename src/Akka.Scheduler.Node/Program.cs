using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Configuration.CommandLine;
using Akka.Scheduler.Node;

switch (NodeCommandLine.Parse(args))
{
    case NodeCommand.Run run:
        return await NodeRun.RunAsync(ConfigurationLoader.Load(run.Sources));
    case NodeCommand.PrintConfig print:
        return NodePrints.Configuration(ConfigurationLoader.Load(print.Sources));
    case NodeCommand.PrintMigrations print:
        return NodePrints.Migrations(ConfigurationLoader.Load(print.Sources));
    case NodeCommand.Health health:
        return await HealthQuestion.AskAsync(ConfigurationLoader.Load(health.Sources), health.Path);
    case NodeCommand.Help:
        Console.Out.WriteLine(NodeCommandLine.HelpText);
        return 0;
    case NodeCommand.Version:
        Console.Out.WriteLine(NodePrints.Version);
        return 0;
    case NodeCommand.Invalid invalid:
        Console.Error.WriteLine(invalid.Message);
        return NodeCommandLine.UsageExitCode;
    default:
        throw new InvalidOperationException("unknown command");
}
