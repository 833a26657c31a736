using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Checking;

/// <summary>After the healing what nothing holds back starts on time; what waits for its turn under a limit starts when it may.</summary>
public sealed class LateStartTests
{
    private const int ComesToRest = 28;
    private static readonly DateTimeOffset T0 = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_late_start_is_noticed_unless_a_limit_allows_it()
    {
        Broken(Late(template => template)).ShouldBeTrue();
        Broken(Late(template => template with { Limit = new("k", 1, null) })).ShouldBeFalse();
        var ofQueue = Late(template => template with { Queue = "narrow" });
        Broken(ofQueue).ShouldBeTrue();
        Broken(ofQueue with { Limits = [new("narrow", 1, null, T0, DateTimeOffset.MaxValue)] }).ShouldBeFalse();
    }

    // Due 100 s after the healing, and started 5 s later.
    private static RunHistory Late(Func<TaskTemplate, TaskTemplate> change)
    {
        var log = new HandMadeLog();
        log.TakeOver(0, "a", new Guid(1, 0, 0, new byte[8]), T0);
        var created = TaskRules.Create(new(new("late"), change(new() { Executor = "noop", Retry = RetryPolicy.Default }), T0.AddSeconds(100), T0));
        var started = TaskRules.Start(created.After, new(new Guid(1, 1, 1, new byte[8])), new("w"), 1, T0.AddSeconds(105))!;
        log.Commit(0, created);
        log.Commit(0, started);
        log.Commit(0, AttemptRules.Finish(started.After, started.After.Open!.Id, new AttemptOutcome.Succeeded(null), T0.AddSeconds(106), 0));
        return new() { Tasks = log.Tasks, Log = log.Rows, HealedAt = T0, EndedAt = T0.AddSeconds(200) };
    }

    private static bool Broken(RunHistory run) => HistoryChecker.Check(run).Broken.Contains(ComesToRest);
}
