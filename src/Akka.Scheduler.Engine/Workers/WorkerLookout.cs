using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>What a lookout understands.</summary>
public abstract record LookoutMessage
{
    private LookoutMessage() { }

    internal sealed record Look : LookoutMessage
    {
        public static Look Instance { get; } = new();
    }

    internal sealed record Seen(IReadOnlyList<WorkerAnswer> Answers) : LookoutMessage;

    internal sealed record Failed : LookoutMessage;
}

/// <summary>Asks the workers what they can run, on a node without shards: no worker offers it credits, so it would not hear of them otherwise.</summary>
public sealed class WorkerLookout(WorkerDirectory directory, WorkerGate gate, WorkerBoard board) : Actor<LookoutMessage>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override void OnStart() => Look();

    /// <inheritdoc/>
    protected override void Receive(LookoutMessage message)
    {
        switch (message)
        {
            case LookoutMessage.Look: Look(); return;
            case LookoutMessage.Seen seen: board.Workers = [.. seen.Answers.Select(SeenOf).OfType<SeenWorker>()]; break;
            case LookoutMessage.Failed: break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }

        Context.Timers.StartSingle("look", LookoutMessage.Look.Instance, Interval);
    }

    private void Look() => Context.PipeToSelf(
        gate.ListAsync(Context.Stopped), static answers => new LookoutMessage.Seen(answers), static _ => new LookoutMessage.Failed());

    private SeenWorker? SeenOf(WorkerAnswer answer)
    {
        var status = answer.Status;
        return directory.Look.Living(status.Worker) is { } node && directory.Find(status.Worker) is { } place
            ? new(node, place, status.Profile, new(status.Running, status.Capacity))
            : null;
    }
}
