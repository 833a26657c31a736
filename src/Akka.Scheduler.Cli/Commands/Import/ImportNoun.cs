using System.CommandLine;

namespace Akka.Scheduler.Cli.Commands.Import;

/// <summary><c>schedctl import …</c></summary>
internal static class ImportNoun
{
    public static Command Create(CliContext context) => new("import", "Take schedules over from elsewhere.")
    {
        ImportCrontab.Create(context),
    };
}
