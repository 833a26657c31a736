using System.Net;
using System.Text.Json;
using Akka.Scheduler.UnitTests.Client;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Cli;

public sealed class ImportCrontabTests : IDisposable
{
    private const string Upsert = "POST /api/v1/schedules";
    private const string Preview = "POST /api/v1/schedules/preview";
    private const string Submit = "POST /api/v1/tasks";
    private readonly ScriptedNode _node = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Every_line_becomes_a_schedule_and_reboot_a_task()
    {
        _node.Answers(Upsert, Answers.Schedule(), times: CrontabSample.Jobs - 1).Answers(Submit, Answers.Task());
        var run = await Import(CrontabSample.Text);
        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldBe("MAILTO: no mail is sent; what a command writes is kept with its task (schedctl task log ID)\n21 lines: 21 imported, 0 refused\n");
        _node.Sent.Count(sent => sent.What == Upsert).ShouldBe(20);
        _node.Sent.Count(sent => sent.What == Submit).ShouldBe(1);
    }

    [Fact]
    public async Task A_schedule_carries_command_input_environment_shell_zone_and_day_rule()
    {
        _node.Answers(Upsert, Answers.Schedule());
        await Import("PATH=/bin\nCRON_TZ=Europe/Berlin\n0 3 1 * 5 cat%hello", "--queue", "q");
        var sent = JsonDocument.Parse(_node.Sent.ShouldHaveSingleItem().Body!).RootElement;
        sent.GetProperty("cron").GetString().ShouldBe("0 3 1 * 5");
        sent.GetProperty("timeZone").GetString().ShouldBe("Europe/Berlin");
        sent.GetProperty("dayRule").GetString().ShouldBe("either");
        sent.GetProperty("id").GetString()!.ShouldStartWith("crontab-cat-");
        var task = sent.GetProperty("task");
        task.GetProperty("executor").GetString().ShouldBe("shell");
        task.GetProperty("queue").GetString().ShouldBe("q");
        task.GetProperty("retry").GetProperty("maxRetries").GetInt32().ShouldBe(0);
        task.GetProperty("payload").GetRawText().ShouldBe("""{"command":"cat","stdin":"hello\n","environment":{"PATH":"/bin"},"shell":"/bin/sh"}""");
    }

    [Fact]
    public async Task Importing_again_gives_the_same_ids_whatever_stands_around_the_lines()
    {
        var first = await Ids("@daily echo a\n@daily echo b\n@daily echo a\n");
        var again = await Ids("# new remark\nMAILTO=x\n@daily   echo a\n\n@daily echo b\n0 0 * * * echo a");
        first.Distinct().Count().ShouldBe(3);
        again.ShouldBe(first);
    }

    [Fact]
    public async Task Another_schedule_zone_or_command_is_another_id() =>
        (await Ids("@daily a\n@weekly a\n@daily b\nCRON_TZ=Asia/Tokyo\n@daily a")).Distinct().Count().ShouldBe(4);

    [Fact]
    public async Task A_dry_run_only_asks_and_shows_three_instants_in_the_zone_of_the_line()
    {
        _node.Answers(Preview, """{"items":["2026-03-28T02:00:00Z","2026-03-29T01:00:00Z","2026-03-30T01:00:00Z"]}""");
        var run = await Import("CRON_TZ=Europe/Berlin\n0 3 * * * echo three\n@reboot echo up", "--dry-run");
        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldContain("2026-03-28 03:00 +01:00, 2026-03-29 03:00 +02:00, 2026-03-30 03:00 +02:00");
        run.Out.ShouldContain("once, at import");
        run.Error.ShouldContain("2 would be imported");
        var sent = _node.Sent.ShouldHaveSingleItem();
        sent.What.ShouldBe(Preview);
        sent.Body.ShouldBe("""{"cron":"0 3 * * *","timeZone":"Europe/Berlin","count":3,"dayRule":"either"}""");
    }

    [Fact]
    public async Task Refused_lines_are_named_by_number_and_reason_and_the_others_go_on()
    {
        _node.Refuses(Preview, HttpStatusCode.BadRequest, """{"title":"Bad","detail":"There is no 31 February.","field":"cron"}""")
            .Answers(Preview, """{"items":[]}""");
        var run = await Import("61 * * * * x\n0 0 31 2 * y\n@daily z", "--dry-run");
        run.Code.ShouldBe(4);
        run.Error.ShouldContain("line 1: minute: '61' is not between 0 and 59.");
        run.Error.ShouldContain("line 2: cron: There is no 31 February.");
        run.Error.ShouldContain("3 lines: 1 would be imported, 2 refused");
    }

    [Theory]
    [InlineData("MAILTO=ops@example.org\n@daily x", true)]
    [InlineData("MAILTO=\n@daily x", false)]
    [InlineData("MAILTO=''\n@daily x", false)]
    [InlineData("@daily x\nMAILTO=ops@example.org", false)]
    public async Task Whom_mail_was_sent_to_is_told_that_none_is_sent(string crontab, bool isTold)
    {
        _node.Answers(Upsert, Answers.Schedule());
        var run = await Import(crontab);
        run.Code.ShouldBe(0, run.Error);
        run.Error.Contains("MAILTO: no mail is sent", StringComparison.Ordinal).ShouldBe(isTold);
    }

    [Fact]
    public async Task A_node_that_is_away_is_no_refusal_of_a_line()
    {
        _node.LosesConnection(Upsert);
        (await Import("@daily x")).Code.ShouldBe(3);
    }

    [Fact]
    public async Task Json_lines_tell_a_program_what_became_of_each_line()
    {
        _node.Answers(Upsert, Answers.Schedule());
        var run = await Import("@daily x\nbad", "-o", "jsonl");
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("status").GetString()).ShouldBe(["imported", "refused"]);
        lines.Select(line => line.GetProperty("line").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task The_user_of_a_systems_crontab_is_kept_as_a_label()
    {
        _node.Answers(Upsert, Answers.Schedule());
        await Import("@daily backup tar c /", "--system");
        _node.Sent.ShouldHaveSingleItem().Body!.ShouldContain("\"crontab-user\":\"backup\"");
    }

    [Fact]
    public async Task Pruning_deletes_only_schedules_with_the_prefix_that_the_file_no_longer_holds()
    {
        var id = (await Ids("@daily x", "--prefix", "web-")).Single();
        _node.Answers("GET /api/v1/schedules?limit=200", $$"""{"items":[{{Answers.Schedule(id)}},{{Answers.Schedule("web-old")}},{{Answers.Schedule("other")}}]}""")
            .Answers("DELETE /api/v1/schedules/web-old", "{}").Answers(Upsert, Answers.Schedule());
        var run = await Import("@daily x", "--prefix", "web-", "--prune");
        run.Code.ShouldBe(0, run.Error);
        _node.Sent.Where(sent => sent.What.StartsWith("DELETE", StringComparison.Ordinal)).ShouldHaveSingleItem().What.ShouldEndWith("web-old");
    }

    private async Task<List<string>> Ids(string crontab, params string[] more)
    {
        _node.Answers(Upsert, Answers.Schedule(), times: 10);
        var run = await Import(crontab, ["-o", "jsonl", .. more]);
        run.Code.ShouldBe(0, run.Error);
        return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)];
    }

    private Task<CliRun> Import(string crontab, params string[] more) =>
        CliRun.With(_node, crontab, new Dictionary<string, string>(), ["import", "crontab", "-", .. more]);
}
