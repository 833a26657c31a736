using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.TestKit;

public sealed class PhaseSignalsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PhaseSignals _signals = new();

    [Fact]
    public async Task A_phase_reached_before_the_wait_counts()
    {
        _signals.Reach("draining", "shard 3", "epoch 5");

        (await _signals.AwaitAsync("draining", "shard 3", Patience)).Detail.ShouldBe("epoch 5");
    }

    [Fact]
    public async Task A_phase_reached_after_the_wait_ends_it()
    {
        var wait = _signals.AwaitAsync("draining", "shard 3", Patience);
        wait.IsCompleted.ShouldBeFalse();

        _signals.Reach("draining", "shard 4");
        _signals.Reach("serving", "shard 3");
        wait.IsCompleted.ShouldBeFalse();
        _signals.Reach("draining", "shard 3");

        (await wait).Entity.ShouldBe("shard 3");
    }

    [Fact]
    public async Task A_later_occurrence_can_be_awaited()
    {
        _signals.Reach("renewed", "node 1", "first");
        var second = _signals.AwaitAsync("renewed", "node 1", Patience, occurrence: 2);

        _signals.Reach("renewed", "node 1", "second");

        (await second).Detail.ShouldBe("second");
    }

    [Fact]
    public async Task A_timed_out_wait_names_what_was_expected_and_what_was_there()
    {
        _signals.Reach("serving", "shard 3", "epoch 5");
        _signals.Reach("draining", "shard 4");

        var late = await Should.ThrowAsync<TimeoutException>(() => _signals.AwaitAsync("draining", "shard 3", TimeSpan.FromMilliseconds(1)));

        late.Message.ShouldContain("Expected phase 'draining' of 'shard 3'");
        late.Message.ShouldContain("it reached: serving (epoch 5)");
    }
}
