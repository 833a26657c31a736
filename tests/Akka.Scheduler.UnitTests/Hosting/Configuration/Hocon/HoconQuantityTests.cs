using Akka.Scheduler.Hosting.Configuration.Hocon;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Configuration.Hocon;

public sealed class HoconQuantityTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("250ms", 250)]
    [InlineData("5 minutes", 300_000)]
    [InlineData(" 2h ", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("1500us", 1.5)]
    [InlineData("1000000 nanoseconds", 1)]
    [InlineData("0", 0)]
    public void A_duration_has_a_number_and_a_unit(string text, double milliseconds)
    {
        HoconDuration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 parsecs")]
    [InlineData("5S")]
    [InlineData("1e3s")]
    [InlineData("99999999999999d")]
    [InlineData("99999999999999999999999999999999999s")]
    public void A_duration_without_a_known_unit_or_beyond_range_is_refused(string text) =>
        HoconDuration.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("256KiB", 262_144)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("10MB", 10_000_000)]
    [InlineData("4k", 4096)]
    [InlineData("4 kB", 4000)]
    [InlineData("1.5KiB", 1536)]
    [InlineData("2 gigabytes", 2_000_000_000)]
    [InlineData("77", 77)]
    [InlineData("0B", 0)]
    public void A_size_counts_in_powers_of_1024_or_1000(string text, long bytes)
    {
        HoconSize.TryParse(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1B")]
    [InlineData("1XB")]
    [InlineData("99999999999TiB")]
    public void A_size_that_is_negative_unknown_or_beyond_range_is_refused(string text) => HoconSize.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0s")]
    [InlineData("90s")]
    [InlineData("2h")]
    [InlineData("1826d")]
    [InlineData("250ms")]
    [InlineData("7us")]
    [InlineData("300ns")]
    public void A_printed_duration_is_as_one_would_write_it(string text)
    {
        HoconDuration.TryParse(text, out var duration).ShouldBeTrue();
        HoconDuration.Format(duration).ShouldBe(text);
    }

    [Theory]
    [InlineData(0, "0B")]
    [InlineData(1000, "1000B")]
    [InlineData(1536, "1536B")]
    [InlineData(16 * 1024 * 1024, "16MiB")]
    public void A_printed_size_is_exact(long bytes, string text) => HoconSize.Format(bytes).ShouldBe(text);
}
