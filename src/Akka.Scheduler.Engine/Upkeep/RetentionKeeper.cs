using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Upkeep;

/// <summary>What a retention keeper understands.</summary>
public abstract record RetentionMessage
{
    private RetentionMessage() { }

    internal sealed record Run : RetentionMessage
    {
        public static Run Instance { get; } = new();
    }

    internal sealed record Done(IReadOnlyList<string> Dropped) : RetentionMessage;

    internal sealed record Failed(string Why) : RetentionMessage;
}

/// <summary>Opens the days to come, drops those past their time, and forgets nodes that are long gone; again and again, on the node that leads.</summary>
public sealed class RetentionKeeper(StorePorts store, RetentionLimits limits, TimeSpan interval, Func<bool> leads, IEngineObserver observer) : Actor<RetentionMessage>
{
    /// <summary>How long the row of a node that left or died is kept, for people to see: a day.</summary>
    internal static readonly TimeSpan NodesKept = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    protected override void OnStart() => Context.Self.Tell(RetentionMessage.Run.Instance);

    /// <inheritdoc/>
    protected override void Receive(RetentionMessage message)
    {
        switch (message)
        {
            case RetentionMessage.Run when !leads():
                break;
            case RetentionMessage.Run:
                Context.PipeToSelf(
                    Pass(EngineClock.Now(Context.Time), Context.Stopped),
                    static dropped => new RetentionMessage.Done(dropped),
                    static fault => new RetentionMessage.Failed(fault.Message));
                return;
            case RetentionMessage.Done done:
                foreach (var dropped in done.Dropped) observer.Dropped(dropped);
                break;
            case RetentionMessage.Failed failed:
                observer.UpkeepFailed("retention", failed.Why);
                break;
            default:
                throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }

        Context.Timers.StartSingle("run", RetentionMessage.Run.Instance, interval);
    }

    private async Task<IReadOnlyList<string>> Pass(DateTimeOffset now, CancellationToken cancel)
    {
        await store.Retention.PrepareAsync(now, cancel);
        var dropped = await store.Retention.DropAsync(limits, now, cancel);
        var forgotten = await store.Membership.ForgetAsync(now - NodesKept, cancel);
        return [.. dropped, .. forgotten.Select(node => $"node {node}")];
    }
}
