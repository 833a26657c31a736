using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Noop;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class NoopExecutorTests
{
    private readonly AttemptRig _rig = new();
    private readonly NoopExecutor _executor = new(TimeProvider.System);

    [Fact]
    public void Without_a_payload_it_is_done_at_once_and_allocates_nothing()
    {
        var attempt = _rig.Attempt(null);
        _executor.RunAsync(attempt, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) _ = _executor.RunAsync(attempt, CancellationToken.None);

        // Less than a byte a call: the runtime may allocate a little of its own when it compiles the method anew.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task It_fails_when_it_is_asked_to()
    {
        var outcome = await _executor.RunAsync(_rig.Attempt("""{"fail":"on purpose"}"""), CancellationToken.None);

        AttemptRig.Failure(outcome).ShouldBe(new AttemptOutcome.Failed("on purpose", null));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var run = _executor.RunAsync(_rig.Attempt("""{"delayMs":3600000}"""), cancel.Token);
        run.IsCompleted.ShouldBeFalse();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    [Theory]
    [InlineData("""{"delayMs":-1}""", "delayMs")]
    [InlineData("""{"delayMs":"1s"}""", "delayMs")]
    [InlineData("""{"fail":1}""", "fail")]
    [InlineData("""{"delay":1}""", "delay")]
    [InlineData("[]", "")]
    public void A_bad_payload_is_refused_with_its_field(string payload, string field) =>
        _executor.Check(AttemptRig.Json(payload)).ShouldNotBeNull().Field.ShouldBe(field);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"delayMs":5,"fail":"x"}""")]
    public void A_good_payload_passes(string payload) => _executor.Check(AttemptRig.Json(payload)).ShouldBeNull();
}
