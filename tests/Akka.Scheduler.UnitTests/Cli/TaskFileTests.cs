using System.Text.Json;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class TaskFileTests : IDisposable
{
    private const string Post = "POST /api/v1/tasks/batch";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task A_file_is_sent_in_batches()
    {
        _node.Answers(Post, """{"items":[{"id":"a","status":"queued"},{"id":"b","status":"queued"}]}""").Answers(Post, """{"items":[{"id":"c","status":"queued"}]}""");
        var run = await Submit("""
            {"id":"a","executor":"noop"}

            # a remark
            {"id":"b","executor":"noop"}
            {"id":"c","executor":"noop"}
            """, "--batch-size", "2");
        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldBe("3 accepted, 0 refused\n");
        _node.Sent.Select(sent => JsonDocument.Parse(sent.Body!).RootElement.GetProperty("tasks").GetArrayLength()).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Bad_lines_are_named_by_number_and_do_not_hold_up_the_others()
    {
        _node.Answers(Post, """{"items":[{"id":"a","status":"queued"},{"error":{"title":"Bad","detail":"No such executor.","field":"executor"}}]}""");
        var run = await Submit("""
            {"id":"a","executor":"noop"}
            {"id":"b","executr":"noop"}
            not json
            {"id":"d","executor":"nope"}
            """);
        run.Code.ShouldBe(4);
        run.Error.ShouldContain("line 2: executr: 'executr' is not a field here");
        run.Error.ShouldContain("line 3: ");
        run.Error.ShouldContain("line 4: executor: No such executor.");
        run.Error.ShouldContain("1 accepted, 3 refused");
    }

    private Task<CliRun> Submit(string file, params string[] more) =>
        CliRun.With(_node, file, new Dictionary<string, string>(), ["task", "submit", "--file", "-", .. more]);
}
