using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;

namespace Akka.Scheduler.Cli;

/// <summary>What all commands of one program share.</summary>
internal sealed class CliContext(Surroundings around) : IDisposable
{
    public Surroundings Around => around;

    public GlobalOptions Globals { get; } = new();

    public HttpClient Http { get; } = new(around.Http, disposeHandler: false) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    /// <summary>Gives a command its action, with every foreseen failure reported and turned into an exit code.</summary>
    public Command Define(Command command, Func<Invocation, Task<int>> run)
    {
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                return await run(new Invocation(this, parsed, cancel));
            }
            catch (Exception failure) when (FailureReport.Knows(failure))
            {
                return FailureReport.Write(failure, around.Error);
            }
        });
        return command;
    }

    public void Dispose() => Http.Dispose();
}
