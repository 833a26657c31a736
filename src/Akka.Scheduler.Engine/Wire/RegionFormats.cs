using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class RegionFormat : MessageFormat<RegionMessage>
{
    private const byte Take = 0;
    private const byte Collect = 1;
    private const byte Describe = 2;

    public override byte Family => 20;

    public override void Write(ref WireWriter to, RegionMessage message)
    {
        switch (message)
        {
            case RegionMessage.Take take:
                to.Byte(Take);
                to.Signed(take.Shard);
                to.Flag(take.Forced);
                break;
            case RegionMessage.Collect collect:
                to.Byte(Collect);
                to.Signed(collect.Shard);
                to.Signed(collect.Epoch);
                break;
            case RegionMessage.Describe describe:
                to.Byte(Describe);
                to.Actor(describe.ReplyTo);
                break;
            default: throw StaysHere(message);
        }
    }

    public override RegionMessage Read(ref WireReader from) => from.Byte() switch
    {
        Take => new RegionMessage.Take(from.Int(), from.Flag()),
        Collect => new RegionMessage.Collect(from.Int(), from.Signed()),
        Describe => new RegionMessage.Describe(from.Actor<RegionState>()),
        var other => throw Unknown(other),
    };
}

internal sealed class RegionStateFormat : MessageFormat<RegionState>
{
    private const int LeastSize = 3;

    public override byte Family => 21;

    public override void Write(ref WireWriter to, RegionState message)
    {
        to.Count(message.Shards.Count);
        foreach (var (shard, epoch, phase) in message.Shards)
        {
            to.Signed(shard);
            to.Signed(epoch);
            to.Byte((byte)phase);
        }
    }

    public override RegionState Read(ref WireReader from)
    {
        var shards = new ShardState[from.CountOf(LeastSize)];
        for (var i = 0; i < shards.Length; i++)
            shards[i] = new(from.Int(), from.Signed(), (ShardPhase)from.Choice((byte)ShardPhase.Collecting, "phase"));
        return new(shards);
    }
}

internal sealed class WatchFormat : MessageFormat<WatchMessage>
{
    private const byte LookNow = 0;

    public override byte Family => 22;

    public override void Write(ref WireWriter to, WatchMessage message)
    {
        if (message is not WatchMessage.LookNow) throw StaysHere(message);
        to.Byte(LookNow);
    }

    public override WatchMessage Read(ref WireReader from) => from.Byte() switch
    {
        LookNow => WatchMessage.LookNow.Instance,
        var other => throw Unknown(other),
    };
}
