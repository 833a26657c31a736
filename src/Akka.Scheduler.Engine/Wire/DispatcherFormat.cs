using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class DispatcherFormat : MessageFormat<DispatcherMessage>
{
    private const byte Demand = 0;
    private const byte Offer = 1;
    private const byte GiveBack = 2;
    private const byte Restamp = 3;
    private const byte Withdraw = 4;

    public override byte Family => 2;

    public override void Write(ref WireWriter to, DispatcherMessage message)
    {
        switch (message)
        {
            case DispatcherMessage.Demand demand:
                to.Byte(Demand);
                to.Signed(demand.Shard);
                to.Actor(demand.Ref);
                to.Count(demand.Ready.Low);
                to.Count(demand.Ready.Normal);
                to.Count(demand.Ready.High);
                to.Count(demand.Ready.Urgent);
                break;
            case DispatcherMessage.Offer offer:
                to.Byte(Offer);
                to.Write(offer.Grant);
                break;
            case DispatcherMessage.GiveBack giveBack:
                to.Byte(GiveBack);
                to.Write(giveBack.Grant);
                break;
            case DispatcherMessage.Restamp restamp:
                to.Byte(Restamp);
                to.Write(restamp.Worker);
                to.Signed(restamp.Stamp);
                to.Signed(restamp.Limit);
                break;
            case DispatcherMessage.Withdraw withdraw:
                to.Byte(Withdraw);
                to.Write(withdraw.Worker);
                break;
            default: throw StaysHere(message);
        }
    }

    public override DispatcherMessage Read(ref WireReader from) => from.Byte() switch
    {
        Demand => new DispatcherMessage.Demand(
            from.Int(), from.Actor<ShardMessage>(), new(from.Count(), from.Count(), from.Count(), from.Count())),
        Offer => new DispatcherMessage.Offer(from.Grant()),
        GiveBack => new DispatcherMessage.GiveBack(from.Grant()),
        Restamp => new DispatcherMessage.Restamp(from.WorkerId(), from.Signed(), from.Signed()),
        Withdraw => new DispatcherMessage.Withdraw(from.WorkerId()),
        var other => throw Unknown(other),
    };
}
