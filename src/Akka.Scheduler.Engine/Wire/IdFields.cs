using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Ids on the wire.</summary>
internal static class IdFields
{
    private const byte Made = 0;
    private const byte Chosen = 1;
    private const int MadeLength = 32;

    /// <summary>An id that was made here is 32 hexadecimal digits, and takes half as many bytes.</summary>
    public static void Write(this ref WireWriter to, TaskId id)
    {
        if (id.Value.Length == MadeLength && Guid.TryParseExact(id.Value, "N", out var guid) && Domain.Ids.TaskId.From(guid) == id)
        {
            to.Byte(Made);
            to.Guid(guid);
            return;
        }

        to.Byte(Chosen);
        to.Text(id.Value);
    }

    public static TaskId TaskId(this ref WireReader from) => from.Byte() switch
    {
        Made => Domain.Ids.TaskId.From(from.Guid()),
        Chosen => new(from.Name()),
        var other => throw new FormatException($"there is no kind {other} of task ids"),
    };

    public static void Write(this ref WireWriter to, AttemptId id) => to.Guid(id.Value);

    public static AttemptId AttemptId(this ref WireReader from) => new(from.Guid());

    public static void Write(this ref WireWriter to, WorkerId id) => to.Text(id.Value);

    public static WorkerId WorkerId(this ref WireReader from) => new(from.Name());

    public static void Write(this ref WireWriter to, ScheduleId id) => to.Text(id.Value);

    public static ScheduleId ScheduleId(this ref WireReader from) => new(from.Name());
}
