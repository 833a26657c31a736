using Akka.Scheduler.Kernel;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Kernel;

public sealed class MessageRingTests
{
    [Fact]
    public void Behaves_as_a_bounded_queue_for_any_sequence_of_calls() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(),
        ArbMap.Default.ArbFor<bool[]>(),
        (capacity, calls) =>
        {
            var ring = new MessageRing<int>(capacity.Get);
            var model = new Queue<int>();
            for (var i = 0; i < calls.Length; i++)
            {
                if (calls[i])
                {
                    var taken = ring.TryAdd(i);
                    if (taken != model.Count < capacity.Get)
                        return false;
                    if (taken)
                        model.Enqueue(i);
                }
                else
                {
                    var isThere = ring.TryTake(out var item);
                    ring.ReleaseRoom();
                    if (isThere != model.TryDequeue(out var expected) || (isThere && item != expected))
                        return false;
                }

                if (ring.IsEmpty != (model.Count == 0))
                    return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(400));

    [Theory, InlineData(1), InlineData(2), InlineData(100), InlineData(128), InlineData(129), InlineData(1000)]
    public void Laps_keep_order_and_bound(int capacity)
    {
        var ring = new MessageRing<int>(capacity);
        var added = 0;
        var taken = 0;
        for (var lap = 0; lap < 10; lap++)
        {
            while (ring.TryAdd(added))
                added++;
            (added - taken).ShouldBe(capacity);
            for (var depth = capacity - (lap * capacity / 10); depth > 0; depth--)
            {
                ring.TryTake(out var item).ShouldBeTrue();
                item.ShouldBe(taken++);
            }

            ring.ReleaseRoom();
        }
    }

    [Fact]
    public void A_closed_ring_refuses_and_hands_out_what_it_has()
    {
        var ring = new MessageRing<string>(10);
        ring.TryAdd("before").ShouldBeTrue();
        ring.Close();
        ring.IsClosed.ShouldBeTrue();
        ring.TryAdd("after").ShouldBeFalse();
        ring.TryTake(out var item).ShouldBeTrue();
        item.ShouldBe("before");
        ring.TryTake(out _).ShouldBeFalse();
        ring.IsEmpty.ShouldBeTrue();
    }

    [Theory, InlineData(3, 5_000), InlineData(200, 50_000), InlineData(5000, 50_000)]
    public void Nothing_is_lost_doubled_or_reordered_between_threads(int capacity, int each)
    {
        const int Producers = 4;
        var ring = new MessageRing<(int Producer, int Number)>(capacity);
        var threads = Enumerable.Range(0, Producers)
            .Select(producer => new Thread(() => Produce(ring, producer, each)) { IsBackground = true })
            .ToList();
        threads.ForEach(thread => thread.Start());

        var next = new int[Producers];
        var wait = default(SpinWait);
        for (var taken = 0; taken < Producers * each;)
        {
            if (!ring.TryTake(out var item))
            {
                ring.ReleaseRoom();
                wait.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            item.Number.ShouldBe(next[item.Producer]++);
            taken++;
        }

        threads.ForEach(thread => thread.Join());
        ring.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_ring_forgets_what_it_has_handed_out()
    {
        var ring = new MessageRing<object>(4);
        var reference = AddAndTake(ring);
        GC.Collect();
        reference.IsAlive.ShouldBeFalse();
        ring.IsEmpty.ShouldBeTrue();

        static WeakReference AddAndTake(MessageRing<object> ring)
        {
            var item = new object();
            ring.TryAdd(item);
            ring.TryTake(out _);
            return new WeakReference(item);
        }
    }

    private static void Produce(MessageRing<(int Producer, int Number)> ring, int producer, int count)
    {
        var spin = default(SpinWait);
        for (var number = 0; number < count; number++)
        {
            while (!ring.TryAdd((producer, number)))
                spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
