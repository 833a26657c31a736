using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Running;

/// <summary>Moves a test's clock from one timer to the next, and waits at each for handlers that await something else.</summary>
internal sealed class TestRun(
    DeterministicDispatcher simulation, SimulationThread thread, RunningAttempts attempts, TimeSpan realLimit, Func<IReadOnlyList<TaskCount>> count)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeProvider RealTime = TimeProvider.System;

    private DateTimeOffset Now => simulation.Time.GetUtcNow();

    /// <summary>Moves the clock by a span.</summary>
    public void Advance(TimeSpan span)
    {
        var until = Now + span;
        Settle();
        while (MoveToNext(until))
        {
        }

        simulation.Advance(until - Now);
        Settle();
    }

    /// <summary>Moves the clock as far as what is due needs it.</summary>
    public void UntilIdle(TimeSpan limit)
    {
        var until = Now + limit;
        var (standing, since) = (long.MinValue, Now);
        while (true)
        {
            Settle();
            var (running, queued) = Busy();
            if (running == 0 && queued == 0) return;
            if (running > 0 || queued != standing) (standing, since) = (running > 0 ? long.MinValue : queued, Now);
            if (Now - since > Patience) return;
            if (!MoveToNext(until)) throw new TimeoutException($"{running} tasks still run after {limit} of virtual time");
        }
    }

    /// <summary>Moves the clock until something holds.</summary>
    public void Until(Func<bool> holds, TimeSpan limit)
    {
        var until = Now + limit;
        Settle();
        while (!holds())
        {
            if (!MoveToNext(until)) throw new TimeoutException($"it has not ended after {limit} of virtual time");
        }
    }

    /// <summary>Runs what can run now, until no handler awaits anything but the clock.</summary>
    private void Settle()
    {
        var since = RealTime.GetTimestamp();
        while (true)
        {
            simulation.RunUntilIdle();
            if (thread.TakePosts()) continue;
            var elsewhere = attempts.Elsewhere;
            if (elsewhere.Count == 0 || realLimit == TimeSpan.Zero) return;
            var left = realLimit - RealTime.GetElapsedTime(since);
            if (!thread.WaitForPost(left)) throw new HandlerNotDoneException(elsewhere, realLimit);
            since = RealTime.GetTimestamp();
        }
    }

    private bool MoveToNext(DateTimeOffset until)
    {
        if (simulation.Time.NextDue is not { } due || due > until) return false;
        simulation.Advance(due > Now ? due - Now : TimeSpan.Zero);
        Settle();
        return true;
    }

    private (long Running, long Queued) Busy()
    {
        var counts = count();
        return (Of("running"), Of("queued"));

        long Of(string status) => counts.Where(each => each.Status == status).Sum(each => each.Count);
    }
}
