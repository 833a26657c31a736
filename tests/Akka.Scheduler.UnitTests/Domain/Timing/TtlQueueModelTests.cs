using Akka.Scheduler.Domain.Timing;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Domain.Timing;

public sealed class TtlQueueModelTests
{
    private static readonly TtlQueueOptions Tight = new()
    {
        FireBatch = 4,
        RetryBatch = 2,
        MaxPending = 6,
        RetryDelay = TimeSpan.FromTicks(5),
        PendingDeadline = TimeSpan.FromTicks(20),
        DefaultDelay = TimeSpan.FromTicks(40),
    };

    [Fact]
    public void Any_run_of_operations_does_what_the_naive_queue_does()
    {
        for (var seed = 0; seed < 60; seed++) Compare(seed);
    }

    private static void Compare(int seed)
    {
        var random = new Random(seed);
        var queue = new TtlQueue<int>(Tight);
        var naive = new NaiveTtlQueue(Tight);
        var known = new List<(int Key, long Token)>();
        var now = TtlQueueRig.Start;
        for (var step = 0; step < 400; step++)
        {
            var at = $"seed {seed}, step {step}";
            var key = random.Next(24);
            switch (random.Next(12))
            {
                case < 4:
                    var deadline = now.AddTicks(random.Next(-10, 30));
                    queue.Set(key, deadline).ShouldBe(naive.Set(key, deadline), at);
                    break;
                case 4:
                    queue.Remove(key).ShouldBe(naive.Remove(key), at);
                    break;
                case 5 or 6 when known.Count > 0:
                    var done = known[random.Next(known.Count)];
                    queue.Complete(done.Key, new SubmissionToken(done.Token)).ShouldBe(naive.Complete(done.Key, done.Token), at);
                    break;
                case 7 when known.Count > 0:
                    var failed = known[random.Next(known.Count)];
                    queue.Fail(failed.Key, new SubmissionToken(failed.Token), now).ShouldBe(naive.Fail(failed.Key, failed.Token, now), at);
                    break;
                case 8 when random.Next(10) == 0:
                    queue.RoleChange();
                    naive.RoleChange();
                    break;
                default:
                    now = now.AddTicks(random.Next(-1, 12));
                    RunBoth(queue, naive, now, poison: random.Next(2, 5), known, at);
                    break;
            }

            (queue.Waiting, queue.Pending, queue.NextDeadline).ShouldBe((naive.Waiting, naive.Pending, naive.NextDeadline), at);
        }
    }

    private static void RunBoth(
        TtlQueue<int> queue, NaiveTtlQueue naive, DateTimeOffset now, int poison, List<(int Key, long Token)> known, string at)
    {
        var fired = new List<(int Key, long Token)>();
        var pass = queue.Run(now, submission =>
        {
            fired.Add((submission.Key, submission.Token.Value));
            if (submission.Key % poison == 0) throw new InvalidOperationException("Poisoned.");
        });
        var expected = naive.Run(now, key => key % poison == 0);

        fired.ShouldBe(expected.Fired, at);
        pass.ShouldBe(expected.Pass, at);
        known.AddRange(fired);
        if (known.Count > 30) known.RemoveRange(0, known.Count - 30);
    }
}
