using System.Net;
using System.Text.Json;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

/// <summary>Tasks that are more than one on the command line: parts, and those that follow.</summary>
public sealed class TaskPartsTests : IDisposable
{
    private const string Post = "POST /api/v1/tasks";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Theory]
    [InlineData("--fan-out 3 --on-part-failure run --reduce {\"executor\":\"noop\"}", """{"fanOut":{"parts":3,"reduce":{"executor":"noop"},"onPartFailure":"run"}}""")]
    [InlineData("--broadcast --require zone=a", """{"requires":{"zone":"a"},"broadcast":{}}""")]
    [InlineData("--on-success {\"executor\":\"a\"} --on-failure {\"executor\":\"b\"} --on-finish {\"executor\":\"c\",\"payload\":[1]}",
        """{"onSuccess":{"executor":"a"},"onFailure":{"executor":"b"},"onFinish":{"executor":"c","payload":[1]}}""")]
    public async Task Options_become_the_parts_and_the_followers(string options, string expected)
    {
        _node.Answers(Post, Answers.Task(), HttpStatusCode.Created);
        var run = await CliRun.Of(_node, ["task", "submit", "--executor", "x", .. options.Split(' ')]);
        run.Code.ShouldBe(0, run.Error);
        var body = _node.Sent.ShouldHaveSingleItem().Body!;
        JsonElement.DeepEquals(JsonDocument.Parse(body).RootElement, JsonDocument.Parse("{\"executor\":\"x\"," + expected[1..]).RootElement).ShouldBeTrue(body);
    }

    [Fact]
    public async Task A_follower_is_read_from_a_file_and_from_standard_input()
    {
        _node.Answers(Post, Answers.Task());
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"executor":"noop"}""");
            var words = new[] { "task", "submit", "--executor", "x", "--on-finish", "@" + file, "--on-failure", "@-" };
            var run = await CliRun.With(_node, """{"executor":"y"}""", new Dictionary<string, string>(), words);
            run.Code.ShouldBe(0, run.Error);
        }
        finally
        {
            File.Delete(file);
        }

        var body = _node.Sent.ShouldHaveSingleItem().Body!;
        const string expected = """{"executor":"x","onFailure":{"executor":"y"},"onFinish":{"executor":"noop"}}""";
        JsonElement.DeepEquals(JsonDocument.Parse(body).RootElement, JsonDocument.Parse(expected).RootElement).ShouldBeTrue(body);
    }

    [Theory]
    [InlineData("--fan-out 0", "--fan-out")]
    [InlineData("--fan-out 10001", "--fan-out")]
    [InlineData("--fan-out many", "--fan-out")]
    [InlineData("--fan-out 2 --broadcast", "--broadcast")]
    [InlineData("--reduce {\"executor\":\"noop\"}", "--reduce")]
    [InlineData("--on-part-failure run", "--on-part-failure")]
    [InlineData("--on-success {", "--on-success")]
    [InlineData("--on-failure {\"nope\":1}", "--on-failure")]
    [InlineData("--on-finish null", "--on-finish")]
    [InlineData("--on-finish @/nowhere/at/all", "/nowhere/at/all")]
    public async Task What_makes_no_sense_is_named_and_not_sent(string options, string name)
    {
        var run = await CliRun.Of(_node, ["task", "submit", "--executor", "x", .. options.Split(' ')]);
        (run.Code, _node.Sent.Count).ShouldBe((2, 0));
        run.Error.ShouldContain(name);
    }

    [Fact]
    public async Task Parts_are_listed_page_after_page()
    {
        _node.Answers("GET /api/v1/tasks/t1/parts?limit=1000", $$"""{"items":[{{Answers.Task("t1.0")}}],"nextCursor":"c"}""")
            .Answers("GET /api/v1/tasks/t1/parts?limit=1000&cursor=c", $$"""{"items":[{{Answers.Task("t1.1")}}]}""");
        var run = await CliRun.Of(_node, "task", "parts", "t1");
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain("t1.0");
        run.Out.ShouldContain("t1.1");
    }
}
