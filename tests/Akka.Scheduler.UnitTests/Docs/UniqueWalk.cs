using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Tasks that want one unique key, led through the steps of a block by the rules alone.</summary>
internal sealed class UniqueWalk(IReadOnlyList<string> options)
{
    private const string Key = "k";
    private static readonly DateTimeOffset Midnight = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, TaskSnapshot> _tasks = [];
    private readonly TaskTemplate _template = new()
    {
        Executor = "noop",
        UniqueKey = Key,
        UniqueFor = options is [var kept] ? TimeSpan.Parse(kept["for=".Length..], CultureInfo.InvariantCulture) : TimeSpan.Zero,
    };

    private KeyHolder? _holder;
    private int _starts;

    /// <summary>Takes one step, <c>hh:mm:ss event task</c>, and says what came of it.</summary>
    public string Step(SemanticsDoc.Example example)
    {
        var words = example.Given.Split(' ');
        var now = Midnight + TimeSpan.Parse(words[0], CultureInfo.InvariantCulture);
        var id = new TaskId(words[2]);
        return words[1] switch
        {
            "submit" => Make(id, now),
            "replace" => Replace(id, now),
            "inbox" => TakeUp(id, now),
            "start" => Move(id, TaskRules.Start(_tasks[id.Value], Attempt(++_starts), new("worker"), _starts, now)!),
            "succeed" => Move(id, AttemptRules.Finish(_tasks[id.Value], Attempt(_starts), new AttemptOutcome.Succeeded(null), now, 0)),
            "redrive" => IsTaken(id, now) ? $"taken by {_holder!.Task}" : Claim(TaskRules.Redrive(_tasks[id.Value], now)!.After),
            _ => throw new InvalidOperationException($"line {example.Line}: no such event: '{words[1]}'"),
        };
    }

    private bool IsTaken(TaskId id, DateTimeOffset now) => _holder?.IsInTheWayOf(id, now) ?? false;

    private string Make(TaskId id, DateTimeOffset now) => IsTaken(id, now) ? $"taken by {_holder!.Task}" : Claim(TaskRules.Create(Spec(id, now)).After);

    private string Replace(TaskId id, DateTimeOffset now)
    {
        if (!IsTaken(id, now)) return Make(id, now);
        var holder = _holder!.Task;
        if (UniqueRules.Replace(_tasks[holder.Value], id, now) is not { } step) return $"taken by {holder}";
        Move(holder, step);
        return $"{holder} {Standing(step.After)}, {Make(id, now)}";
    }

    private string TakeUp(TaskId id, DateTimeOffset now)
    {
        if (!IsTaken(id, now)) return Make(id, now);
        var ended = UniqueRules.Duplicate(Spec(id, now), _holder!.Task, now).Ended.After;
        return $"made, {Standing(ended)}: {ended.Error}";
    }

    private string Claim(TaskSnapshot task)
    {
        _tasks[task.Id.Value] = task;
        _holder = new(Key, task.Id, null);
        return "made";
    }

    private string Move(TaskId id, TaskStep step)
    {
        _tasks[id.Value] = step.After;
        if (!step.After.State.IsTerminal()) return TaskStatusText.Of(step.After.State);
        var until = UniqueRules.TakenUntil(step.After);
        _holder = until is null ? null : new(Key, id, until);
        return until is null ? "free" : $"taken until {until:HH:mm:ss}";
    }

    private TaskSpec Spec(TaskId id, DateTimeOffset now) => new(id, _template, now, now);

    private static string Standing(TaskSnapshot task) => $"{TaskStatusText.Of(task.State)} ({task.Reason})";

    private static AttemptId Attempt(int number) => new(new Guid(number, 7, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));
}
