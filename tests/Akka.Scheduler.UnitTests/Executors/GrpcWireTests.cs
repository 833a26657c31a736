using Akka.Scheduler.Executors.Grpc;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class GrpcWireTests
{
    [Fact]
    public async Task A_message_is_framed_and_read_back()
    {
        var message = Enumerable.Range(0, 300).Select(i => (byte)i).ToArray();
        var frame = GrpcFrame.Of(message);

        frame[..5].ShouldBe(new byte[] { 0, 0, 0, 1, 44 });
        using var stream = new MemoryStream([.. frame, .. GrpcFrame.Of([])]);
        (await GrpcFrame.ReadAsync(stream, 300, CancellationToken.None)).ShouldBe(message);
        (await GrpcFrame.ReadAsync(stream, 300, CancellationToken.None)).ShouldBe([]);
        (await GrpcFrame.ReadAsync(stream, 300, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 }, "Internal", false)]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 1 }, "Internal", false)]
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 1 }, "Internal", false)]
    [InlineData(new byte[] { 0, 0, 0, 0, 11 }, "ResourceExhausted", true)]
    [InlineData(new byte[] { 0, 255, 255, 255, 255 }, "ResourceExhausted", true)]
    public async Task A_frame_that_cannot_be_taken_has_a_status(byte[] bytes, string status, bool isFinal)
    {
        using var stream = new MemoryStream(bytes);

        var fault = await Should.ThrowAsync<GrpcFrameException>(() => GrpcFrame.ReadAsync(stream, 10, CancellationToken.None));

        (fault.Status.ToString(), fault.IsFinal).ShouldBe((status, isFinal));
    }

    [Theory]
    [InlineData(-5, "1m")]
    [InlineData(0, "1m")]
    [InlineData(1500, "1500m")]
    [InlineData(99_999_999, "99999999m")]
    [InlineData(100_000_000, "100000S")]
    [InlineData(100_000_000_000_000, "27777777H")]
    public void A_timeout_is_written_in_eight_digits(long milliseconds, string text) =>
        GrpcTimeout.Text(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("50%25 of gr%C3%B6%c3%9fe", "50% of größe")]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%FF", "\uFFFD")]
    public void A_status_message_is_decoded(string text, string decoded) => GrpcMetadata.PercentDecoded(text).ShouldBe(decoded);

    [Theory]
    [InlineData("0", "Ok")]
    [InlineData("16", "Unauthenticated")]
    [InlineData("17", "Unknown")]
    [InlineData("-1", "Unknown")]
    [InlineData("", "Unknown")]
    public void A_status_is_read(string text, string status) => GrpcStatuses.Parse(text).ToString().ShouldBe(status);
}
