using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class ScheduleApplyTests : IDisposable
{
    private const string Post = "POST /api/v1/schedules";
    private const string ApplyMany = "POST /api/v1/schedules/apply";
    private const string Nothing = """{"created":0,"changed":0,"unchanged":0,"refused":0,"deleted":0,"items":[]}""";
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
    [InlineData("# kept in git\nid: a\nevery: 1m\ntask:\n  executor: noop\n", 1)]
    [InlineData("id: a\nevery: 1m\ntask: {executor: noop}\n---\nid: b\nevery: 1m\ntask: {executor: noop}\n", 2)]
    [InlineData("- id: a\n  every: 1m\n  task: {executor: noop}\n- id: b\n  every: 1m\n  task: {executor: noop}\n", 2)]
    [InlineData("schedules:\n  - id: a\n    every: 1m\n    task: {executor: noop}\n", 1)]
    [InlineData("- id: a\n  every: 1m\n  task: &work {executor: noop}\n- id: b\n  every: 1m\n  task: *work\n", 2)]
    public async Task A_file_holds_one_schedule_or_many_as_JSON_or_YAML(string file, int count)
    {
        _node.Answers(ApplyMany, Nothing);
        var run = await Apply(file);
        run.Code.ShouldBe(0, run.Error);
        string[] items = [.. new[] { "a", "b" }.Take(count).Select(id => $$$"""{"id":"{{{id}}}","every":"1m","task":{"executor":"noop"}}""")];
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe($$"""{"schedules":[{{string.Join(',', items)}}]}""");
    }

    [Fact]
    public async Task Plain_words_of_YAML_are_numbers_and_truth_values_and_quoted_ones_are_text()
    {
        _node.Answers(ApplyMany, Nothing);
        var run = await Apply("id: \"7\"\ncron: \"*/5 * * * *\"\nenabled: false\nmaxRuns: 3\ntask:\n  executor: noop\n  payload: {a: 1.5, b: \"1.5\", c: null, d: [yes, 2]}\n");
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.ShouldHaveSingleItem().Body.ShouldBe(
            """{"schedules":[{"id":"7","cron":"*/5 * * * *","enabled":false,"maxRuns":3,"task":{"executor":"noop","payload":{"a":1.5,"b":"1.5","c":null,"d":["yes",2]}}}]}""");
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"every\":\"1m\",\"task\":{\"executor\":\"noop\"}}\n{\"id\":\"b\",\"evry\":\"1m\",\"task\":{\"executor\":\"noop\"}}", "line 2: evry")]
    [InlineData("""[{"id":"a","every":"soon","task":{"executor":"noop"}}]""", "line 1: every: 'soon' is not a duration")]
    [InlineData("", "holds no schedule")]
    [InlineData("id: a", "line 1: task")]
    [InlineData("id: a\nevery: 1m\ntask: {executor: noop}\n---\nid: b\nevry: 1m\ntask: {executor: noop}\n", "line 5: evry")]
    [InlineData("id: a\ncron: */5 * * * *\n", "Quote a text")]
    [InlineData("id: a\nid: b\n", "line 2")]
    public async Task A_file_that_cannot_be_read_whole_is_not_applied_at_all(string file, string words)
    {
        var run = await Apply(file);
        run.Code.ShouldBe(2);
        run.Error.ShouldContain(words);
        _node.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_schedule_does_not_hold_up_the_others_and_what_is_different_is_shown()
    {
        _node.Answers(ApplyMany, """
            {"created":1,"changed":1,"unchanged":1,"refused":1,"deleted":0,"items":[
              {"id":"a","outcome":"refused","error":{"title":"Bad","status":400,"detail":"schedules[0].timeZone: no such zone."}},
              {"id":"b","outcome":"created","version":1},
              {"id":"c","outcome":"unchanged","version":4},
              {"id":"d","outcome":"changed","version":2,"changes":[{"field":"task.queue","from":"slow","to":"fast"},{"field":"jitter","to":"5s"}]}]}
            """);
        var run = await Apply(string.Join('\n', "abcd".Select(id => $$$"""{"id":"{{{id}}}","every":"1m","task":{"executor":"noop"}}""")));
        run.Code.ShouldBe(4);
        run.Error.ShouldContain("line 1 (a): schedules[0].timeZone: no such zone.");
        run.Out.ShouldContain("task.queue: \"slow\" -> \"fast\"; jitter: nothing -> \"5s\"");
        run.Out.ShouldContain("1 created, 1 changed, 1 unchanged, 1 refused");
        run.Out.ShouldNotContain("c  unchanged");
    }

    [Fact]
    public async Task Pruning_sends_the_whole_list_with_its_labels_and_a_dry_run_says_so()
    {
        _node.Answers(ApplyMany, Nothing);
        var run = await Apply("""{"id":"a","every":"1m","task":{"executor":"noop"}}""", "--prune", "--label", "team:data", "--dry-run");
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.ShouldHaveSingleItem().Body!.ShouldEndWith("""],"dryRun":true,"prune":true,"labels":{"team":"data"}}""");
        run.Out.ShouldContain("nothing was done");
        (await Apply("""{"id":"a","every":"1m","task":{"executor":"noop"}}""", "--prune")).Code.ShouldBe(2);
    }

    private Task<CliRun> Apply(string file, params string[] more) =>
        CliRun.With(_node, file, new Dictionary<string, string>(), ["schedule", "apply", "-f", "-", .. more]);
}
