using System.CommandLine;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Cli.Output;
using Akka.Scheduler.Client;

namespace Akka.Scheduler.Cli;

/// <summary>One run of one command: its arguments, the node it talks to, and where its answer goes.</summary>
internal sealed class Invocation(CliContext context, ParseResult parsed, CancellationToken cancel)
{
    public ParseResult Parsed => parsed;

    public CancellationToken Cancel => cancel;

    public Surroundings Around => context.Around;

    public Report Report { get; } = new(parsed.GetValue(context.Globals.Format), context.Around);

    /// <summary>The node, asked once for each call.</summary>
    public SchedulerClient Client => field ??= ClientWith(retry: null);

    /// <summary>The node, with submits sent again for so long when it is away or busy; not at all when no time is given.</summary>
    public SchedulerClient ClientThatRepeats(TimeSpan? giveUpAfter) => giveUpAfter is { } limit && limit > TimeSpan.Zero
        ? ClientWith(new SubmitRetry { GiveUpAfter = limit, Random = Around.Random })
        : Client;

    private SchedulerClient ClientWith(SubmitRetry? retry)
    {
        var options = new SchedulerClientOptions
        {
            Server = context.Globals.ServerOf(parsed, Around.Variable),
            Token = parsed.GetValue(context.Globals.Token) ?? Around.Variable(GlobalOptions.TokenVariable),
            Retry = retry,
        };
        return new SchedulerClient(context.Http, options, Around.Time);
    }
}
