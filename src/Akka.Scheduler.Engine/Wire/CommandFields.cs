using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Commands on tasks on the wire.</summary>
internal static class CommandFields
{
    private const byte Cancel = 0;
    private const byte Redrive = 1;
    private const byte Change = 2;
    private const byte Replace = 7;

    public static void Write(this ref WireWriter to, TaskCommand command)
    {
        switch (command)
        {
            case TaskCommand.Cancel cancel:
                to.Byte(Cancel);
                to.OptionalText(cancel.Why);
                break;
            case TaskCommand.Redrive: to.Byte(Redrive); break;
            case TaskCommand.Replace replace:
                to.Byte(Replace);
                to.Write(replace.Successor);
                break;
            case TaskCommand.Change change:
                to.Byte(Change);
                to.Write(change.Patch);
                break;
            default: throw new NotSupportedException($"a command {command.GetType().Name} is not encoded");
        }
    }

    public static TaskCommand Command(this ref WireReader from) => from.Byte() switch
    {
        Cancel => new TaskCommand.Cancel(from.OptionalText()),
        Redrive => new TaskCommand.Redrive(),
        Replace => new TaskCommand.Replace(from.TaskId()),
        Change => new TaskCommand.Change(from.Patch()),
        var other => throw new FormatException($"there is no command {other} on tasks"),
    };
}
