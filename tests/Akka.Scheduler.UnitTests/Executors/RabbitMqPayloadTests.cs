using System.Text;
using Akka.Scheduler.Executors.RabbitMq;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class RabbitMqPayloadTests
{
    private static readonly RabbitMqOptions On = new() { Uri = "amqp://127.0.0.1" };

    [Theory]
    [InlineData("{}", "routingKey")]
    [InlineData("""{"routingKey":1}""", "routingKey")]
    [InlineData("""{"exchange":""}""", "routingKey")]
    [InlineData("""{"routingKey":"q","body":{"a":1}}""", "body")]
    [InlineData("""{"routingKey":"q","body":"x","json":1}""", "json")]
    [InlineData("""{"routingKey":"q","body":"x","base64":"AQ=="}""", "base64")]
    [InlineData("""{"routingKey":"q","base64":"?"}""", "base64")]
    [InlineData("""{"routingKey":"q","headers":{"a":1}}""", "headers.a")]
    [InlineData("""{"routingKey":"q","headers":{"x-scheduler-task-id":"x"}}""", "headers.x-scheduler-task-id")]
    [InlineData("""{"routingKey":"q","headers":{"BCC":"x"}}""", "headers.BCC")]
    [InlineData("""{"routingKey":"q","priority":256}""", "priority")]
    [InlineData("""{"routingKey":"q","expiration":"60000"}""", "expiration")]
    [InlineData("""{"routingKey":"q","expiration":"60d"}""", "expiration")]
    [InlineData("""{"routingKey":"q","persistent":"yes"}""", "persistent")]
    [InlineData("""{"routingKey":"q","mandatory":"yes"}""", "mandatory")]
    [InlineData("""{"routingKey":"q","reply":1}""", "reply")]
    [InlineData("""{"routingKey":"q","timeout":"soon"}""", "timeout")]
    [InlineData("""{"routingKey":"q","uri":"amqp://elsewhere"}""", "uri")]
    public async Task A_bad_payload_is_refused_with_its_field(string payload, string field)
    {
        await using var executor = new RabbitMqExecutor(On, TimeProvider.System);

        executor.Check(AttemptRig.Json(payload)).ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("exchange")]
    [InlineData("routingKey")]
    [InlineData("messageId")]
    [InlineData("contentType")]
    public async Task What_amqp_holds_no_room_for_is_refused(string field)
    {
        await using var executor = new RabbitMqExecutor(On, TimeProvider.System);
        var (fits, exceeds) = (new string('ä', 127), new string('ä', 128));
        var other = field == "routingKey" ? "" : "\"routingKey\":\"q\",";

        executor.Check(AttemptRig.Json($$"""{{{other}}"{{field}}":"{{fits}}"}""")).ShouldBeNull();
        executor.Check(AttemptRig.Json($$"""{{{other}}"{{field}}":"{{exceeds}}"}""")).ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Theory]
    [InlineData(""" "body":"größe" """, "größe", "text/plain; charset=utf-8")]
    [InlineData(""" "json":{"a":[1]} """, """{"a":[1]}""", "application/json")]
    [InlineData(""" "base64":"QUI=" """, "AB", "application/octet-stream")]
    [InlineData(""" "body":"a;b","contentType":"text/csv" """, "a;b", "text/csv")]
    public void The_body_is_text_json_or_bytes(string fields, string body, string type)
    {
        RabbitMqPayload.Read(AttemptRig.Json($$"""{"routingKey":"q",{{fields}}}"""), out var payload).ShouldBeNull();

        (Encoding.UTF8.GetString(payload!.Body), payload.ContentType).ShouldBe((body, type));
    }

    [Fact]
    public void A_message_is_persistent_mandatory_and_known_by_its_task_unless_the_payload_says_otherwise()
    {
        RabbitMqPayload.Read(AttemptRig.Json("""{"routingKey":"q"}"""), out var plain).ShouldBeNull();
        RabbitMqPayload.Read(AttemptRig.Json("""{"routingKey":"q","persistent":false,"mandatory":false,"messageId":"m"}"""), out var other).ShouldBeNull();
        var attempt = new AttemptRig().Attempt(null);

        (plain!.IsMandatory, other!.IsMandatory).ShouldBe((true, false));
        var (one, two) = (RabbitMqMessage.Properties(plain, attempt), RabbitMqMessage.Properties(other, attempt));
        (one.Persistent, one.MessageId, one.ReplyTo).ShouldBe((true, "mail-1", null));
        (two.Persistent, two.MessageId).ShouldBe((false, "m"));
    }

    [Fact]
    public async Task Without_a_broker_the_executor_is_off_and_says_how_to_turn_it_on()
    {
        await using var executor = new RabbitMqExecutor(new(), TimeProvider.System);

        executor.Check(AttemptRig.Json("""{"routingKey":"q"}""")).ShouldNotBeNull().Message.ShouldContain("scheduler.executors.rabbitmq.uri");
        var failed = AttemptRig.Failure(await executor.RunAsync(new AttemptRig().Attempt("""{"routingKey":"q"}"""), CancellationToken.None));
        (failed.Retryable, failed.Reason).ShouldBe((true, "disabled"));
    }

    [Theory]
    [InlineData(311, false)]
    [InlineData(320, true)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(405, true)]
    [InlineData(406, false)]
    [InlineData(506, true)]
    [InlineData(541, true)]
    public void A_close_that_blames_the_message_is_final(int code, bool again) => BrokerFault.IsRetryable(code).ShouldBe(again);
}
