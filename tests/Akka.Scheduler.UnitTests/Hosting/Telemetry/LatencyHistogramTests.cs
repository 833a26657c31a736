using Akka.Scheduler.Hosting.Telemetry;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Telemetry;

public class LatencyHistogramTests
{
    private readonly LatencyHistogram _histogram = new(TimeProvider.System);

    [Fact]
    public void Every_bound_counts_what_lies_below_it()
    {
        foreach (var milliseconds in new[] { 1, 10, 10, 100, 1_000 }) _histogram.Record(TimeSpan.FromMilliseconds(milliseconds));

        var (total, upTo) = _histogram.Cumulative();

        total.ShouldBe(5);
        _histogram.Sum.ShouldBe(TimeSpan.FromMilliseconds(1_121));
        upTo.Select(bound => bound.Bound).ShouldBeInOrder();
        foreach (var (bound, count) in upTo)
            count.ShouldBe(new[] { 1, 10, 10, 100, 1_000 }.Count(milliseconds => TimeSpan.FromMilliseconds(milliseconds) < bound), $"up to {bound}");
    }

    [Fact]
    public void What_took_no_time_or_less_counts_as_the_shortest()
    {
        _histogram.Record(TimeSpan.Zero);
        _histogram.Record(TimeSpan.FromSeconds(-1));

        _histogram.Cumulative().Total.ShouldBe(2);
        _histogram.Sum.ShouldBe(TimeSpan.Zero);
        _histogram.Percentiles(1.0)[0]!.Value.ShouldBeLessThan(0.01);
    }
}
