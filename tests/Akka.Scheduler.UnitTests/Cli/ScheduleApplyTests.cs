using System.Net;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class ScheduleApplyTests : IDisposable
{
    private const string Post = "POST /api/v1/schedules";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Options_become_the_fields_of_the_schedule()
    {
        _node.Answers(Post, Answers.Schedule());
        var run = await CliRun.Of(
            _node, "schedule", "apply", "--id", "s1", "--cron", "@hourly", "--time-zone", "Europe/Berlin", "--overlap", "queue", "--command", "date");
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe(
            """{"id":"s1","cron":"@hourly","timeZone":"Europe/Berlin","overlap":"queue","task":{"executor":"shell","payload":{"command":"date"}}}""");
    }

    [Theory]
    [InlineData("""{"id":"a","every":"1m","task":{"executor":"noop"}}""", 1)]
    [InlineData("""[{"id":"a","every":"1m","task":{"executor":"noop"}}, {"id":"b","every":"1m","task":{"executor":"noop"}}]""", 2)]
    [InlineData("{\"id\":\"a\",\"every\":\"1m\",\"task\":{\"executor\":\"noop\"}}\n{\"id\":\"b\",\"every\":\"1m\",\"task\":{\"executor\":\"noop\"}}\n", 2)]
    [InlineData("// kept in git\n{\n \"id\":\"a\",\n \"every\":\"1m\",\n \"task\":{\"executor\":\"noop\"}\n}", 1)]
    public async Task A_file_holds_one_object_an_array_or_lines(string file, int count)
    {
        _node.Answers(Post, Answers.Schedule(), times: count);
        var run = await Apply(file);
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"every\":\"1m\",\"task\":{\"executor\":\"noop\"}}\n{\"id\":\"b\",\"evry\":\"1m\",\"task\":{\"executor\":\"noop\"}}", "line 2: evry")]
    [InlineData("""[{"id":"a","every":"soon","task":{"executor":"noop"}}]""", "line 1: every: 'soon' is not a duration")]
    [InlineData("", "holds no schedule")]
    [InlineData("id: a", "line 1")]
    public async Task A_file_that_cannot_be_read_whole_is_not_applied_at_all(string file, string words)
    {
        var run = await Apply(file);
        run.Code.ShouldBe(2);
        run.Error.ShouldContain(words);
        _node.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_schedule_does_not_hold_up_the_others()
    {
        _node.Refuses(Post, HttpStatusCode.BadRequest, """{"title":"Bad","detail":"No such zone.","field":"timeZone"}""").Answers(Post, Answers.Schedule("b"));
        var run = await Apply("""[{"id":"a","every":"1m","task":{"executor":"noop"}},{"id":"b","every":"1m","task":{"executor":"noop"}}]""");
        run.Code.ShouldBe(4);
        run.Error.ShouldContain("(a): timeZone: No such zone.");
        run.Out.ShouldContain("b ");
    }

    private Task<CliRun> Apply(string file) => CliRun.With(_node, file, new Dictionary<string, string>(), ["schedule", "apply", "-f", "-"]);
}
