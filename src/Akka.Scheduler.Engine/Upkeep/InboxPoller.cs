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

    internal sealed record Found(IReadOnlyList<int> Shards) : PollMessage;

    internal sealed record Failed : PollMessage;
}

/// <summary>Asks, for the whole node at once, which shards have rows in their inbox: hints may be lost, the poll is the truth.</summary>
public sealed class InboxPoller(IInboxStore inbox, ShardDirectory<ShardMessage> shards, TimeSpan interval) : Actor<PollMessage>
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
                    inbox.ShardsWithRowsAsync(Context.Stopped),
                    static found => new PollMessage.Found(found),
                    static _ => new PollMessage.Failed());
                break;
            case PollMessage.Found found:
                foreach (var shard in found.Shards) Hint(shard);
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
    private void Hint(int shard)
    {
        if (shards.Find(shard) is { IsRemote: false } owner) owner.Tell(ShardMessage.InboxHasRows.Instance);
    }

    private void Sleep() => Context.Timers.StartSingle("poll", PollMessage.Poll.Instance, interval);
}
