using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Client;

public sealed class WireDurationTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("0s", 0)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("PT10S", 10_000)]
    [InlineData("PT0.25S", 250)]
    [InlineData("P1DT2H3M4S", 93_784_000)]
    [InlineData("PT90M", 5_400_000)]
    public void Short_and_iso_forms_are_read(string text, long milliseconds)
    {
        WireDuration.TryParse(text, out var value, out _).ShouldBeTrue();
        value.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("", "'' is not a duration")]
    [InlineData("10", "write \"10s\" for seconds")]
    [InlineData("-5s", "negative")]
    [InlineData("5 s", "write a number and one of")]
    [InlineData("5S", "write a number and one of")]
    [InlineData("P1Y", "not a duration")]
    [InlineData("P", "not a duration")]
    [InlineData("PT", "not a duration")]
    [InlineData("PT1M1H", "not a duration")]
    [InlineData("99999999d", "shorter duration")]
    [InlineData("P999999999999DT999999999999H", "shorter duration")]
    public void A_refusal_names_the_remedy(string text, string remedy)
    {
        WireDuration.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldContain(remedy);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(250, "250ms")]
    [InlineData(90_000, "90s")]
    [InlineData(300_000, "5m")]
    [InlineData(7_200_000, "2h")]
    [InlineData(172_800_000, "2d")]
    public void The_largest_exact_unit_is_written(long milliseconds, string text) =>
        WireDuration.Format(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Fact]
    public void What_is_written_reads_back_to_the_tick()
    {
        foreach (var ticks in new long[] { 1, 9_999, 10_001, 36_000_000_001, TimeSpan.MaxValue.Ticks })
        {
            WireDuration.TryParse(WireDuration.Format(new TimeSpan(ticks)), out var value, out _).ShouldBeTrue();
            value.Ticks.ShouldBe(ticks);
        }
    }

    [Fact]
    public void A_number_in_json_is_refused_at_its_path()
    {
        var thrown = Should.Throw<JsonException>(
            () => JsonSerializer.Deserialize("""{"executor":"noop","retry":{"delay":10}}""", WireJson.Default.SubmitTaskRequest));
        thrown.Path.ShouldBe("$.retry.delay");
        WireFault.From(thrown).Detail.ShouldContain("\"10s\"");
    }
}
