using Akka.Scheduler.Executors.Http;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class HttpPayloadTests
{
    [Theory]
    [InlineData("{}", "url")]
    [InlineData("""{"url":"/relative"}""", "url")]
    [InlineData("""{"url":"ftp://example.org/"}""", "url")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "url")]
    [InlineData("""{"url":"https://user:secret@example.org/"}""", "url")]
    [InlineData("""{"url":"https://example.org/","uri":"x"}""", "uri")]
    [InlineData("""{"url":"https://example.org/","method":"CONNECT"}""", "method")]
    [InlineData("""{"url":"https://example.org/","method":"GET","body":"x"}""", "body")]
    [InlineData("""{"url":"https://example.org/","expectedStatus":"200"}""", "expectedStatus")]
    [InlineData("""{"url":"https://example.org/","expectedStatus":[200,9]}""", "expectedStatus")]
    [InlineData("""{"url":"https://example.org/","timeout":"soon"}""", "timeout")]
    [InlineData("""{"url":"https://example.org/","timeout":"0s"}""", "timeout")]
    [InlineData("""{"url":"https://example.org/","followRedirects":"yes"}""", "followRedirects")]
    [InlineData("""{"url":"https://example.org/","headers":{"host":"x"}}""", "headers.host")]
    [InlineData("""{"url":"https://example.org/","headers":{"Transfer-Encoding":"chunked"}}""", "headers.Transfer-Encoding")]
    [InlineData("""{"url":"https://example.org/","headers":{"metadata":"true"}}""", "headers.metadata")]
    [InlineData("""{"url":"https://example.org/","headers":{"Metadata-Flavor":"Google"}}""", "headers.Metadata-Flavor")]
    [InlineData("""{"url":"https://example.org/","headers":{"x-scheduler-anything":"1"}}""", "headers.x-scheduler-anything")]
    [InlineData("""{"url":"https://example.org/","headers":{"Idempotency-Key":"1"}}""", "headers.Idempotency-Key")]
    [InlineData("""{"url":"https://example.org/","headers":{"TraceParent":"1"}}""", "headers.TraceParent")]
    [InlineData("""{"url":"https://example.org/","headers":{"A":"x\r\nB: y"}}""", "headers.A")]
    [InlineData("""{"url":"https://example.org/","headers":{"A B":"x"}}""", "headers.A B")]
    public void A_bad_payload_is_refused_with_its_field(string payload, string field)
    {
        using var executor = new HttpExecutor(new HttpOptions(), TimeProvider.System);

        executor.Check(AttemptRig.Json(payload)).ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Fact]
    public void A_payload_with_every_field_passes()
    {
        using var executor = new HttpExecutor(new HttpOptions(), TimeProvider.System);

        executor.Check(AttemptRig.Json(
            """
            {"url":"https://example.org/","method":"put","headers":{"Authorization":"Bearer x","Content-Type":"text/csv"},"body":{"a":1},
             "expectedStatus":[200,204],"timeout":"PT10S","followRedirects":true}
            """)).ShouldBeNull();
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("PT0.5S", 500)]
    public void Durations_are_read(string text, int milliseconds)
    {
        HttpPayload.Read(AttemptRig.Json($$"""{"url":"https://example.org/","timeout":"{{text}}"}"""), out var payload).ShouldBeNull();

        payload!.Timeout.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }
}
