using Akka.Scheduler.TestKit.PostgreSql;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>
/// A database machine that is overloaded: all sessions and the writers of the log and the data run for some milliseconds, and stand still (SIGSTOP)
/// for 50 to 400 ms, over and over. A statement or commit takes as long as that, and now and then a whole transaction many times as long.
/// </summary>
internal static class ThrottledBackends
{
    public static Nemesis Kind { get; } = new("throttle-backends", 1, async (rig, random, cancel) =>
    {
        var (still, runs) = (TimeSpan.FromMilliseconds(random.Next(50, 400)), TimeSpan.FromMilliseconds(random.Next(5, 30)));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(Between(random, 2, random.Next(3) == 0 ? 15 : 6));
        while (!over.IsCancellationRequested)
        {
            // The server itself goes on: it takes new sessions in, which are throttled with the next round.
            using (PostgresProcess.Pause(rig.Server.Processes().Skip(1))) await Task.Delay(still, cancel);
            await Task.Delay(runs, cancel);
        }

        return $"server, {still.TotalMilliseconds} ms of {(still + runs).TotalMilliseconds} ms";
    });
}
