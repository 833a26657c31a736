using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>What one shard has ready of one class, less what it was given since it said so.</summary>
internal sealed class ShardDemand(ReadyClass @class, ActorRef<ShardMessage> shard)
{
    private readonly int[] _ready = new int[4];

    public ReadyClass Class => @class;

    /// <summary>Where the shard is; another one after it was taken over again.</summary>
    public ActorRef<ShardMessage> Ref { get; private set; } = shard;

    public int Total { get; private set; }

    /// <summary>The number of the grant that it got last, or of the last one before it came.</summary>
    public long ServedAt { get; set; }

    /// <summary>The highest priority that it has ready; −1 when it has nothing.</summary>
    public int TopPriority
    {
        get
        {
            var top = _ready.Length - 1;
            while (top >= 0 && _ready[top] == 0) top--;
            return top;
        }
    }

    public void Replace(ActorRef<ShardMessage> place, ReadyCounts ready)
    {
        Ref = place;
        (_ready[0], _ready[1], _ready[2], _ready[3]) = (ready.Low, ready.Normal, ready.High, ready.Urgent);
        Total = ready.Total;
    }

    /// <summary>The shard was given credits: it spends them on its most urgent tasks.</summary>
    public void Lower(int given)
    {
        Total -= given;
        for (var priority = _ready.Length - 1; given > 0; priority--)
        {
            var spent = Math.Min(given, _ready[priority]);
            _ready[priority] -= spent;
            given -= spent;
        }
    }
}
