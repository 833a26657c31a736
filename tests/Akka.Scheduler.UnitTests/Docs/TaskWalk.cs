using System.Globalization;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>A task that is led through the steps of a block, by the rules alone.</summary>
internal sealed class TaskWalk
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = Midnight.AddHours(8);
    private TaskSnapshot _task;
    private int _starts;

    public TaskWalk(IReadOnlyList<string> options)
    {
        var template = options.Aggregate(new TaskTemplate { Executor = "noop" }, With) with { Split = Split(options) };
        _task = TaskRules.Create(new TaskSpec(new TaskId("task"), template, Due, Due.AddMinutes(-5)) { Dependencies = Dependencies(options) }).After;
    }

    /// <summary>Takes one step, <c>hh:mm:ss event</c>, and says how the task stands.</summary>
    public string Step(SemanticsDoc.Example example)
    {
        var words = example.Given.Split(' ');
        var now = Midnight + TimeSpan.Parse(words[0], CultureInfo.InvariantCulture);
        var step = words[1] switch
        {
            "start" => TaskRules.Start(_task, Attempt(_starts + 1), new WorkerId("worker"), _starts + 1, now),
            "succeed" => End(new AttemptOutcome.Succeeded(null), now),
            "fail" => End(new AttemptOutcome.Failed("boom", null), now),
            "fail-for-good" => End(new AttemptOutcome.Failed("boom", null) { Retryable = false }, now),
            "not-run" => End(new AttemptOutcome.NotRun("no slot"), now),
            "late" => AttemptRules.Finish(
                _task, Attempt(int.Parse(words[2], CultureInfo.InvariantCulture)), new AttemptOutcome.Succeeded(null), now, 0),
            "timeout" => AttemptRules.TimeOut(_task, now, 0),
            "lose" => AttemptRules.Lose(_task, now, 0),
            "fail-with" => End(Failure(words[2]), now),
            "expire" => TaskRules.Expire(_task, now),
            "give-up" => TaskRules.GiveUp(_task, now),
            "cancel" => TaskRules.Cancel(_task, "asked for", now, TimeSpan.FromSeconds(30)),
            "split" => SplitRules.Split(_task, [], now)?.Step,
            "redrive" => SplitRounds.RunAgain(_task, now)?.Step ?? TaskRules.Redrive(_task, now),
            _ when _task.Spec.Dependencies is { On: var on } && on.Any(each => each.Task.Value == words[1]) => DependencyRules.Settle(
                _task, [new(_task.Spec.NumberOf(on.TakeWhile(each => each.Task.Value != words[1]).Count()), Enum.Parse<TaskState>(words[2], ignoreCase: true))], now),
            _ => throw new InvalidOperationException($"line {example.Line}: no such event: '{words[1]}'"),
        };
        if (step is null)
            return "nothing";
        if (step.Entry.Type == TransitionType.ResultRefused)
        {
            step.After.ShouldBe(_task);
            return "refused";
        }

        TaskTransitions.IsLegal(new(_task.State, step.Entry.Type, step.After.State)).ShouldBeTrue();
        _starts += words[1] == "start" ? 1 : 0;
        _task = step.After;
        return Describe(now);
    }

    private string Describe(DateTimeOffset now)
    {
        var text = TaskStatusText.Of(_task.State, _task.NextStartAt, now);
        if (_task.Open is { } open)
            text += $" {_task.Attempt} until {Time(open.Deadline)}";
        if (_task.State == TaskState.Retrying)
            text += $" from {Time(_task.NextStartAt)}";
        return _task.Reason is null ? text : $"{text} ({_task.Reason})";
    }

    private TaskStep End(AttemptOutcome outcome, DateTimeOffset now) =>
        AttemptRules.Finish(_task, _task.Open.ShouldNotBeNull().Id, outcome, now, random: 0);

    private static TaskDependencies? Dependencies(IReadOnlyList<string> options)
    {
        var policy = Of(options, "policy") is { } text ? Enum.Parse<DependencyPolicy>(text, ignoreCase: true) : DependencyPolicy.Fail;
        return Of(options, "after") is { } parents ? new([.. parents.Split(',').Select(parent => new Dependency(new(parent)))], policy) : null;
    }

    private static TaskSplit.FanOut? Split(IReadOnlyList<string> options) => Of(options, "parts") is not { } parts
        ? null
        : new(int.Parse(parts, CultureInfo.InvariantCulture))
        {
            Reduce = Of(options, "reduce") is { } executor ? new TaskTemplate { Executor = executor } : null,
            OnPartFailure = Of(options, "onPartFailure") is { } policy ? Enum.Parse<DependencyPolicy>(policy, ignoreCase: true) : DependencyPolicy.Fail,
        };

    private static string? Of(IReadOnlyList<string> options, string name) =>
        options.FirstOrDefault(option => option.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static TaskTemplate With(TaskTemplate template, string option) => option.Split('=') switch
    {
        ["after" or "policy" or "parts" or "reduce" or "onPartFailure", _] => template,
        ["ttl", var value] => template with { Ttl = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        ["timeout", var value] => template with { Timeout = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        ["total", var value] => template with { TotalTimeout = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        ["onLost", var value] => template with { OnLost = Enum.Parse<LossPolicy>(value, ignoreCase: true) },
        ["delivery", var value] => template with { Delivery = Enum.Parse<DeliveryGuarantee>(value, ignoreCase: true) },
        _ => template with { Retry = RetryExamples.With(template.Retry, option) },
    };

    // A number is a code, anything else the type of an exception.
    private static AttemptOutcome.Failed Failure(string what) => int.TryParse(what, CultureInfo.InvariantCulture, out var code)
        ? new("boom", new TaskResult(code, null, null)) { Reason = TaskReason.Status }
        : new("boom", null) { ErrorType = what };

    private static AttemptId Attempt(int number) => new(new Guid(number, 7, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
