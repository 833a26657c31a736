using Akka.Scheduler.Executors.Grpc;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class GrpcPayloadTests
{
    private const string Call = """ "url":"https://example.org","service":"a.v1.B","method":"C" """;

    [Theory]
    [InlineData("{}", "url")]
    [InlineData("""{"url":"example.org:50051"}""", "url")]
    [InlineData("""{"url":"grpc://example.org"}""", "url")]
    [InlineData("""{"url":"https://user:secret@example.org"}""", "url")]
    [InlineData("""{"url":"https://example.org/a.v1.B/C"}""", "url")]
    [InlineData("""{"url":"https://example.org?a"}""", "url")]
    [InlineData("""{"url":"https://example.org","method":"C"}""", "service")]
    [InlineData("""{"url":"https://example.org","service":"a/b","method":"C"}""", "service")]
    [InlineData("""{"url":"https://example.org","service":"a..b","method":"C"}""", "service")]
    [InlineData("""{"url":"https://example.org","service":"a.v1.B"}""", "method")]
    [InlineData("""{"url":"https://example.org","service":"a.v1.B","method":"C.D"}""", "method")]
    [InlineData("{" + Call + ""","message":{"name":"x"}}""", "message")]
    [InlineData("{" + Call + ""","message":"no base64!"}""", "message")]
    [InlineData("{" + Call + ""","message":"AQ ID"}""", "message")]
    [InlineData("{" + Call + ""","timeout":"soon"}""", "timeout")]
    [InlineData("{" + Call + ""","deadline":"10s"}""", "deadline")]
    [InlineData("{" + Call + ""","metadata":["a"]}""", "metadata")]
    [InlineData("{" + Call + ""","metadata":{"Upper":"x"}}""", "metadata.Upper")]
    [InlineData("{" + Call + ""","metadata":{"a":"größe"}}""", "metadata.a")]
    [InlineData("{" + Call + ""","metadata":{"a":"x\r\nb: y"}}""", "metadata.a")]
    [InlineData("{" + Call + ""","metadata":{"a-bin":"?"}}""", "metadata.a-bin")]
    [InlineData("{" + Call + ""","metadata":{"grpc-timeout":"1S"}}""", "metadata.grpc-timeout")]
    [InlineData("{" + Call + ""","metadata":{"te":"x"}}""", "metadata.te")]
    [InlineData("{" + Call + ""","metadata":{"content-type":"x"}}""", "metadata.content-type")]
    [InlineData("{" + Call + ""","metadata":{"traceparent":"x"}}""", "metadata.traceparent")]
    [InlineData("{" + Call + ""","metadata":{"x-scheduler-task-id":"x"}}""", "metadata.x-scheduler-task-id")]
    public void A_bad_payload_is_refused_with_its_field(string payload, string field)
    {
        using var executor = new GrpcExecutor(new GrpcOptions(), TimeProvider.System);

        executor.Check(AttemptRig.Json(payload)).ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Fact]
    public void A_payload_with_every_field_is_read()
    {
        GrpcPayload.Read(
            AttemptRig.Json("{" + Call + ""","message":"AQI=","metadata":{"authorization":"Bearer x","a-bin":"AQI"},"timeout":"PT10S"}"""),
            out var payload).ShouldBeNull();

        payload!.Message.ShouldBe([1, 2]);
        payload.Metadata["a-bin"].ShouldBe("AQI");
        payload.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_address_that_is_not_public_is_refused_for_good()
    {
        using var executor = new GrpcExecutor(new GrpcOptions(), TimeProvider.System);

        var failed = AttemptRig.Failure(await executor.RunAsync(
            new AttemptRig().Attempt("""{"url":"http://127.0.0.1:1","service":"a.B","method":"C"}"""), CancellationToken.None));

        (failed.Retryable, failed.Reason).ShouldBe((false, "refused"));
        failed.Error.ShouldContain("scheduler.executors.grpc.allow-private-networks");
    }
}
