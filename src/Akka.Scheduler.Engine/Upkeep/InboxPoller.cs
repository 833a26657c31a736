using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Upkeep;

/// <summary>What an inbox poller understands.</summary>
public abstract record PollMessage
{
    private PollMessage() { }

    internal sealed record Poll : PollMessage
    {
        public static Poll Instance { get; } = new();
    }

    internal sealed record Found(IReadOnlyList<int> Inboxes, IReadOnlyList<int> Signals) : PollMessage;

    internal sealed record Failed : PollMessage;
}

/// <summary>Asks, for the whole node at once, which shards have rows in their inbox or signals: hints may be lost, the poll is the truth.</summary>
public sealed class InboxPoller(IInboxStore inbox, IDependencyStore dependencies, ShardDirectory<ShardMessage> shards, TimeSpan interval) : Actor<PollMessage>
{
    /// <inheritdoc/>
    protected override void OnStart() => Sleep();

    /// <inheritdoc/>
    protected override void Receive(PollMessage message)
    {
        switch (message)
        {
            case PollMessage.Poll:
                Context.PipeToSelf(
                    LookAsync(Context.Stopped),
                    static found => found,
                    static _ => new PollMessage.Failed());
                break;
            case PollMessage.Found found:
                foreach (var shard in found.Inboxes) Hint(shard, ShardMessage.InboxHasRows.Instance);
                foreach (var shard in found.Signals) Hint(shard, ShardMessage.SignalsWait.Instance);
                Sleep();
                break;
            case PollMessage.Failed:
                Sleep();
                break;
            default:
                throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    // Each node sees to its own shards.
    private void Hint(int shard, ShardMessage hint)
    {
        if (shards.Find(shard) is { IsRemote: false } owner) owner.Tell(hint);
    }

    private async Task<PollMessage.Found> LookAsync(CancellationToken cancel) =>
        new(await inbox.ShardsWithRowsAsync(cancel), await dependencies.ShardsWithSignalsAsync(cancel));

    private void Sleep() => Context.Timers.StartSingle("poll", PollMessage.Poll.Instance, interval);
}
