using Akka.Scheduler.Executors.Shell;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class ShellPayloadTests
{
    private readonly ShellExecutor _executor = new(new ShellOptions { Enabled = true }, TimeProvider.System);

    [Fact]
    public void It_is_off_by_default_and_says_how_to_switch_it_on()
    {
        var problem = new ShellExecutor(new ShellOptions(), TimeProvider.System).Check(AttemptRig.Json("""{"command":"true"}"""));

        problem.ShouldNotBeNull().Message.ShouldContain("scheduler.executors.shell.enabled");
    }

    [Fact]
    public async Task It_runs_nothing_while_it_is_off()
    {
        var off = new ShellExecutor(new ShellOptions(), TimeProvider.System);

        var outcome = await off.RunAsync(new AttemptRig().Attempt("""{"command":"true"}"""), CancellationToken.None);

        AttemptRig.Failure(outcome).Error.ShouldContain("scheduler.executors.shell.enabled");
    }

    [Theory]
    [InlineData("{}", "command")]
    [InlineData("""{"command":"  "}""", "command")]
    [InlineData("""{"command":5}""", "command")]
    [InlineData("""{"command":"true","comand":"x"}""", "comand")]
    [InlineData("""{"command":"true","args":"x"}""", "args")]
    [InlineData("""{"command":"true","args":["x",1]}""", "args[1]")]
    [InlineData("""{"command":"true","args":[],"shell":"/bin/sh"}""", "shell")]
    [InlineData("""{"command":"a\u0000b"}""", "command")]
    [InlineData("""{"command":"true","environment":{"A":1}}""", "environment.A")]
    [InlineData("""{"command":"true","environment":{"A=B":"1"}}""", "environment.A=B")]
    [InlineData("""{"command":"true","environment":{"SCHEDULER_TASK_ID":"x"}}""", "environment.SCHEDULER_TASK_ID")]
    [InlineData("""{"command":"true","environment":{"TRACEPARENT":"x"}}""", "environment.TRACEPARENT")]
    [InlineData("\"true\"", "")]
    public void A_bad_payload_is_refused_with_its_field(string payload, string field) =>
        _executor.Check(AttemptRig.Json(payload)).ShouldNotBeNull().Field.ShouldBe(field);

    [Fact]
    public void A_missing_payload_is_refused() => _executor.Check(null).ShouldNotBeNull().Field.ShouldBe("command");

    [Fact]
    public void A_payload_with_every_field_passes() => _executor.Check(AttemptRig.Json(
        """{"command":"cat","shell":"/bin/bash","stdin":"x","workingDirectory":"/tmp","environment":{"A":"1"}}""")).ShouldBeNull();
}
