using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;

namespace Akka.Scheduler.Engine.Wire;

internal sealed class RelayFormat : MessageFormat<RelayMessage>
{
    private const byte Listen = 0;
    private const byte Steps = 1;
    private const int LeastNotice = 18;

    public override byte Family => 30;

    public override void Write(ref WireWriter to, RelayMessage message)
    {
        switch (message)
        {
            case RelayMessage.Listen listen:
                to.Byte(Listen);
                to.Actor(listen.Listener);
                to.Byte((byte)listen.Wish);
                break;
            case RelayMessage.Steps steps:
                to.Byte(Steps);
                to.Count(steps.Notices.Count);
                foreach (var notice in steps.Notices) Write(ref to, notice);
                to.Count(steps.Lost);
                break;
            default: throw StaysHere(message);
        }
    }

    public override RelayMessage Read(ref WireReader from) => from.Byte() switch
    {
        Listen => new RelayMessage.Listen(from.Actor<RelayMessage>(), (AudienceWish)from.Choice((byte)AudienceWish.Steps, "wish")),
        Steps => new RelayMessage.Steps(Notices(ref from), from.Count()),
        var other => throw Unknown(other),
    };

    private static void Write(ref WireWriter to, TransitionNotice notice)
    {
        var entry = notice.Entry;
        to.Text(notice.Queue);
        to.OptionalText(notice.ScheduleId);
        to.Write(entry.Task);
        to.Count(entry.Seq);
        to.Byte((byte)entry.Type);
        to.Flag(entry.From is not null);
        if (entry.From is { } before) to.Byte((byte)before);
        to.Byte((byte)entry.To);
        to.Count(entry.Attempt);
        to.Flag(entry.AttemptId is not null);
        if (entry.AttemptId is { } attempt) to.Write(attempt);
        to.Time(entry.At);
        to.OptionalText(entry.Detail);
    }

    private static TransitionNotice[] Notices(ref WireReader from)
    {
        var notices = new TransitionNotice[from.CountOf(LeastNotice)];
        for (var i = 0; i < notices.Length; i++) notices[i] = new(from.Text(), from.OptionalText(), Entry(ref from));
        return notices;
    }

    private static HistoryEntry Entry(ref WireReader from) => new(
        from.TaskId(),
        from.Count(),
        Type(from.Byte()),
        from.Flag() ? from.State() : null,
        from.State(),
        from.Count(),
        from.Flag() ? from.AttemptId() : null,
        from.Time(),
        from.OptionalText());

    private static TransitionType Type(byte number) =>
        Enum.IsDefined((TransitionType)number) ? (TransitionType)number : throw new FormatException($"there is no step {number}");
}
