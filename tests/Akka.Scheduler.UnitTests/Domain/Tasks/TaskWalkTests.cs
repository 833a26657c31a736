using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Kernel;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Tasks;

/// <summary>Random events on random tasks: what <see cref="TaskSnapshot"/> promises holds after each, and only steps of the table are made.</summary>
public sealed class TaskWalkTests
{
    [Fact]
    public void Random_events_make_only_legal_steps_and_together_all_of_them()
    {
        var seen = new HashSet<TaskTransitions.Step>();
        for (ulong seed = 1; seed <= 400; seed++) Walk(new(seed), $"seed {seed}", seen);
        seen.ShouldBe(TaskTransitions.All, ignoreOrder: true);
    }

    private static void Walk(SeededRandom random, string seed, HashSet<TaskTransitions.Step> seen)
    {
        var now = TaskCase.Due.AddMinutes(-1);
        var created = TaskRules.Create(new(new("walk"), Template(random), TaskCase.Due, now) { Dependencies = Dependencies(random) });
        seen.Add(new(created.Entry.From, created.Entry.Type, created.Entry.To));
        var task = created.After;
        for (var i = 0; i < 60; i++)
        {
            now += TimeSpan.FromSeconds(random.Next(20));
            if (Event(task, random, now) is not { } step) continue;
            Check(task, step, $"{seed}, event {i}: {step.Entry}");
            seen.Add(new(step.Entry.From, step.Entry.Type, step.Entry.To));
            task = step.After;
        }
    }

    private static TaskTemplate Template(SeededRandom random) => TaskCase.Template with
    {
        Ttl = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(120)),
        Delivery = (DeliveryGuarantee)random.Next(2),
        OnLost = (LossPolicy)random.Next(2),
        TotalTimeout = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(1, 300)) : null,
        Split = random.Next(3) > 0 ? null : new TaskSplit.FanOut(random.Next(1, 3))
        {
            OnPartFailure = (DependencyPolicy)random.Next(3),
            Reduce = random.Next(2) == 0 ? TaskCase.Template : null,
        },
        Retry = TaskCase.Template.Retry with { MaxRetries = random.Next(4), Jitter = random.NextDouble() },
    };

    private static TaskDependencies? Dependencies(SeededRandom random) => random.Next(2) == 0 ? null : new(
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => new Dependency(new($"parent-{i}"), random.Next(3) > 0 ? default : (DependencyCondition)random.Next(4)))],
        (DependencyPolicy)random.Next(3));

    private static TaskStep? Event(TaskSnapshot task, SeededRandom random, DateTimeOffset now)
    {
        var attempt = random.Next(5) == 0 || task.Open is null ? TaskCase.Attempt(random.Next(1_000_000, 2_000_000)) : task.Open.Id;
        AttemptOutcome[] outcomes =
        [
            TaskCase.Ok, TaskCase.Boom, TaskCase.Boom with { Retryable = false }, new AttemptOutcome.Cancelled(null), new AttemptOutcome.NotRun("full"),
        ];
        return random.Next(11) switch
        {
            9 or 10 => DependencyRules.Settle(task, [new(random.Next(5), (TaskState)random.Next((int)TaskState.Succeeded, (int)TaskState.Expired + 1))], now),
            0 or 1 => TaskRules.Start(task, TaskCase.Attempt(random.Next(1_000_000)), new WorkerId("w"), task.Version, now) ?? SplitRules.Split(task, [], now)?.Step,
            2 => TaskRules.GiveUp(task, now),
            3 => random.Next(3) == 0 ? TaskRules.Cancel(task, null, now, TimeSpan.FromSeconds(random.Next(40))) : null,
            4 => TaskRules.Change(task, new((TaskPriority)random.Next(4), random.Next(2) == 0 ? now.AddSeconds(30) : null, null), now),
            5 => TaskRules.Redrive(task, now),
            6 => AttemptRules.TimeOut(task, now, random.NextDouble()),
            7 => random.Next(3) == 0 ? AttemptRules.Lose(task, now, random.NextDouble()) : null,
            _ => AttemptRules.Finish(task, attempt, outcomes[random.Next(outcomes.Length)], now, random.NextDouble()),
        };
    }

    private static void Check(TaskSnapshot before, TaskStep step, string what)
    {
        var (after, entry) = step;
        TaskTransitions.IsLegal(new(entry.From, entry.Type, entry.To)).ShouldBeTrue(what);
        (entry.From, entry.To).ShouldBe((before.State, after.State), what);
        var remark = entry.Type == TransitionType.ResultRefused;
        after.Version.ShouldBe(before.Version + (remark ? 0 : 1), what);
        entry.Seq.ShouldBe(after.Version, what);
        (after.Open is not null).ShouldBe(after.State == TaskState.Running, what);
        (after.FinishedAt is not null).ShouldBe(after.State.IsTerminal(), what);
        after.NextStartAt.ShouldBeGreaterThanOrEqualTo(after.Spec.DueAt, what);
        if (after.Blocked > 0) (after.State, after.NextStartAt).ShouldBe((TaskState.Pending, DependencyRules.BlockedUntil(after)), what);
        if (after.Settled is { } marks && after.Blocked > 0) marks.Count(mark => mark == DependencyMarks.Open).ShouldBe(after.Blocked, what);
        if (entry.Type == TransitionType.Started) before.Blocked.ShouldBe(0, what);
        var rise = entry.Type switch { TransitionType.Started => 1, TransitionType.Returned => -1, _ => 0 };
        after.Attempt.ShouldBe(before.Attempt + rise, what);
        if (entry.Type == TransitionType.Started && after.Spec.EndsAt is { } end) (entry.At < end && after.Open!.Deadline <= end).ShouldBeTrue(what);
        if (after.State == TaskState.Retrying && after.Spec.EndsAt is { } bound) after.NextStartAt.ShouldBeLessThan(bound, what);
        if (entry.Type == TransitionType.Started) before.NextStartAt.ShouldBeLessThanOrEqualTo(entry.At, what);
        if (after.State == TaskState.Retrying) after.Spec.Template.Delivery.ShouldBe(DeliveryGuarantee.AtLeastOnce, what);
    }
}
