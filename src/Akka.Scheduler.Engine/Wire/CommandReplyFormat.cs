using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class CommandReplyFormat : MessageFormat<CommandReply>
{
    private const byte Done = 0;
    private const byte NotFound = 1;
    private const byte Conflict = 2;
    private const byte Unavailable = 3;
    private const byte KeyTaken = 4;

    public override byte Family => 6;

    public override void Write(ref WireWriter to, CommandReply message)
    {
        switch (message)
        {
            case CommandReply.Done done:
                to.Byte(Done);
                to.Write(done.Task);
                break;
            case CommandReply.NotFound: to.Byte(NotFound); break;
            case CommandReply.Conflict conflict:
                to.Byte(Conflict);
                to.Write(conflict.Task);
                to.Text(conflict.Why);
                break;
            case CommandReply.KeyTaken taken:
                to.Byte(KeyTaken);
                to.Text(taken.Key);
                to.Write(taken.Holder);
                break;
            case CommandReply.Unavailable unavailable:
                to.Byte(Unavailable);
                to.Text(unavailable.Why);
                break;
            default: throw StaysHere(message);
        }
    }

    public override CommandReply Read(ref WireReader from) => from.Byte() switch
    {
        Done => new CommandReply.Done(from.Task()),
        NotFound => new CommandReply.NotFound(),
        Conflict => new CommandReply.Conflict(from.Task(), from.Text()),
        KeyTaken => new CommandReply.KeyTaken(from.Text(), from.TaskId()),
        Unavailable => new CommandReply.Unavailable(from.Text()),
        var other => throw Unknown(other),
    };
}
