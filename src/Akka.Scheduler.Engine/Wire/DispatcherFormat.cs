using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class DispatcherFormat : MessageFormat<DispatcherMessage>
{
    private const byte Offer = 1;
    private const byte GiveBack = 2;

    public override byte Family => 2;

    public override void Write(ref WireWriter to, DispatcherMessage message)
    {
        switch (message)
        {
            case DispatcherMessage.Offer offer:
                to.Byte(Offer);
                to.Node(offer.Worker);
                to.Actor(offer.Ref);
                to.Signed(offer.Stamp);
                to.Count(offer.Limit);
                to.Signed(offer.Oldest);
                to.Count(offer.Load.Running);
                to.Count(offer.Load.Capacity);
                to.OptionalProfile(offer.Profile);
                break;
            case DispatcherMessage.GiveBack giveBack:
                to.Byte(GiveBack);
                to.Write(giveBack.Grant);
                break;
            default: throw StaysHere(message);
        }
    }

    public override DispatcherMessage Read(ref WireReader from) => from.Byte() switch
    {
        Offer => new DispatcherMessage.Offer(
            from.Node(), from.Actor<WorkerMessage>(), from.Signed(), from.Count(), from.Signed(), new(from.Count(), from.Count()), from.OptionalProfile()),
        GiveBack => new DispatcherMessage.GiveBack(from.Grant()),
        var other => throw Unknown(other),
    };
}
