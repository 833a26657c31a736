using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Scheduling;

/// <summary>The cluster-singleton scheduler: sleeps until the nearest instant of any schedule, and emits its task to its shard's inbox.</summary>
/// <remarks>
/// <para>It is shard −1: the same term, the same fence, the same hand-off as any shard. Who is not its owner fires nothing.</para>
/// <para>An instant's record, its task and the moved watermark are one transaction, so whoever leads next goes on exactly behind it.</para>
/// <para>What is due is decided in <see cref="ScheduleDesk"/>, becomes durable through <see cref="ScheduleCommitDesk"/>.</para>
/// </remarks>
public sealed class SchedulerActor(AcquiredShard acquired, SchedulerServices services) : Actor<SchedulerMessage>
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly Queue<SchedulerMessage> _early = new();
    private readonly CalendarBook _calendars = new();
    private PreviousTasks _previous = null!;
    private ScheduleDesk _desk = null!;
    private ScheduleCommitDesk _commits = null!;
    private bool _serving;
    private ActorRef<SchedulerMessage>? _successor;
    private int _retries;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _commits = new(acquired, services, Context, Settled);
        _previous = new(services, Context);
        _desk = new(services, _commits, _calendars, _previous, Context);
        Load(null);
    }

    /// <inheritdoc/>
    protected override void OnStop()
    {
        services.Serving.Unmark(acquired.Term.Shard);
        _commits.AbandonAll();
        _desk.AbandonAll();
        foreach (var message in _early) ShardRefusals.TurnAway(message);
    }

    /// <inheritdoc/>
    protected override void Receive(SchedulerMessage message)
    {
        if (_successor is { } successor && PassedOn(message, successor)) return;
        if (!_serving && message is SchedulerMessage.Apply or SchedulerMessage.ApplyCalendar or SchedulerMessage.HandOff) _early.Enqueue(message);
        else Handle(message);
    }

    private void Handle(SchedulerMessage message)
    {
        switch (message)
        {
            case SchedulerMessage.Apply apply: _desk.Take(apply); break;
            case SchedulerMessage.Wake: _desk.RunDue(); break;
            case SchedulerMessage.ApplyCalendar apply: Take(apply); break;
            case SchedulerMessage.Known known: _desk.Resume(known); break;
            case SchedulerMessage.QuestionFailed failed: AskLater(failed); break;
            case SchedulerMessage.AskAgain again: _previous.Ask(again.Work); break;
            case SchedulerMessage.CancelAnswered: break;
            case SchedulerMessage.RepeatKnown known: _desk.Resume(known); break;
            case SchedulerMessage.RepeatFailed failed: _desk.GiveUp(failed); break;
            case SchedulerMessage.Flush: _commits.Flush(); break;
            case SchedulerMessage.Committed committed: _commits.Settle(committed.Outcome); break;
            case SchedulerMessage.Resend: _commits.SendAgain(); break;
            case SchedulerMessage.CalendarsLoaded loaded: Take(loaded.Rows); break;
            case SchedulerMessage.Loaded loaded: Take(loaded.Rows); break;
            case SchedulerMessage.LoadFailed failed: LoadLater(failed); break;
            case SchedulerMessage.LoadAgain again: Load(again.After); break;
            case SchedulerMessage.HandOff handOff: Leave(handOff.Successor); break;
            case SchedulerMessage.Released: Context.StopSelf(); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }

        _desk.Arm();
    }

    // The calendars first, then the schedules that heed them.
    private void Load(string? after)
    {
        if (after is null)
        {
            Context.PipeToSelf(
                services.Store.CalendarsAsync(Context.Stopped),
                static rows => new SchedulerMessage.CalendarsLoaded(rows),
                static fault => new SchedulerMessage.LoadFailed(null, fault.Message));
            return;
        }

        Context.PipeToSelf(
            services.Store.LoadAsync(after, PageSize, Context.Stopped),
            after,
            static (_, rows) => new SchedulerMessage.Loaded(rows),
            static (from, fault) => new SchedulerMessage.LoadFailed(from, fault.Message));
    }

    private void Take(IReadOnlyList<CalendarRow> rows)
    {
        foreach (var row in rows) _calendars.Adopt(CalendarJson.Read(row.Definition));
        Load("");
    }

    private void Take(SchedulerMessage.ApplyCalendar apply)
    {
        var (step, answer) = _calendars.Decide(apply.Command, apply.ReplyTo, _desk.UsersOf);
        if (step is not null) _commits.Add(step);
        else apply.ReplyTo.Tell(answer!);
    }

    private void Settled(SchedulerStep step, bool durable)
    {
        if (step is CalendarStep calendar) _calendars.Settled(calendar, durable);
        else _desk.Settled((ScheduleStep)step, durable);
    }

    private void LoadLater(SchedulerMessage.LoadFailed failed)
    {
        services.Observer.StoreTrouble(acquired.Term, "load schedules", failed.Why);
        Context.Timers.StartSingle("load", new SchedulerMessage.LoadAgain(failed.After), AgainAfter);
    }

    private void Take(IReadOnlyList<ScheduleRow> rows)
    {
        foreach (var row in rows) _desk.Adopt(ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor));
        if (rows.Count == PageSize)
        {
            Load(rows[^1].Id);
            return;
        }

        _serving = true;
        services.Serving.Mark(acquired.Term.Shard);
        services.Observer.ShardServing(acquired.Term, _desk.Count);
        while (_early.TryDequeue(out var early)) Handle(early);
    }

    private void AskLater(SchedulerMessage.QuestionFailed failed)
    {
        services.Observer.StoreTrouble(acquired.Term, "ask after previous tasks", failed.Why);
        Context.Timers.StartSingle($"ask-{_retries++}", new SchedulerMessage.AskAgain(failed.Work), AgainAfter);
    }

    private void Leave(ActorRef<SchedulerMessage> successor)
    {
        _successor = successor;
        _commits.HandOff();
    }

    private static bool PassedOn(SchedulerMessage message, ActorRef<SchedulerMessage> successor)
    {
        SchedulerMessage? command = message switch
        {
            SchedulerMessage.Apply or SchedulerMessage.ApplyCalendar => message,
            SchedulerMessage.RepeatKnown known => known.Repeat.Command,
            SchedulerMessage.RepeatFailed failed => failed.Repeat.Command,
            _ => null,
        };
        if (command is not null) successor.Tell(command);
        return command is not null || message is SchedulerMessage.Wake or SchedulerMessage.AskAgain or SchedulerMessage.Known;
    }
}
