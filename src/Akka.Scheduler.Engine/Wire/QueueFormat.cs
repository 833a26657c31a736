using Akka.Scheduler.Engine.Queues;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class QueueFormat : MessageFormat<QueueMessage>
{
    private const byte Changed = 0;

    public override byte Family => 31;

    public override void Write(ref WireWriter to, QueueMessage message)
    {
        if (message is not QueueMessage.Changed) throw StaysHere(message);
        to.Byte(Changed);
    }

    public override QueueMessage Read(ref WireReader from) => from.Byte() switch
    {
        Changed => QueueMessage.Changed.Instance,
        var other => throw Unknown(other),
    };
}
