using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Lists of tasks: order, pages, filters.</summary>
public abstract class ListFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly TaskFilter Everything = new() { Now = Now };

    [Fact]
    public async Task Tasks_come_newest_first_and_then_by_id_descending()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(
            Sample.Create(Created("a", 2)), Sample.Create(Created("c", 2)), Sample.CreateFinished(Created("b", 2)),
            Sample.CreateFinished(Created("new", 3)), Sample.Create(Created("old", 1)));
        await (await TakeAsync(1)).ApplyAsync(Sample.Create(Created("elsewhere", 4)));

        var page = await Store.Tasks.ListAsync(Everything, 10, null, Never);

        page.Items.Ids().ShouldBe(["elsewhere", "new", "c", "b", "a", "old"]);
        page.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task Pages_together_hold_every_task_once()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync([.. Enumerable.Range(0, 23).Select(number =>
            number % 3 == 0 ? Sample.CreateFinished(Created($"t{number:D2}", number / 5)) : Sample.Create(Created($"t{number:D2}", number / 5)))]);
        foreach (var size in new[] { 1, 5, 22, 23, 24 })
        {
            (await AllAsync(Everything, size)).ShouldBe(
                Enumerable.Range(0, 23).Select(number => $"t{number:D2}").OrderDescending(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_last_page_has_no_cursor_even_when_it_is_full()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Created("a", 1)), Sample.Create(Created("b", 2)));

        (await Store.Tasks.ListAsync(Everything, 1, null, Never)).NextCursor.ShouldNotBeNull();
        (await Store.Tasks.ListAsync(Everything, 2, null, Never)).NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_cursor_stays_where_it_is_while_tasks_come_and_finish()
    {
        var owner = await TakeAsync(0);
        var tasks = Enumerable.Range(0, 6).Select(number => Sample.Create(Created($"t{number}", number))).ToList();
        await owner.ApplyAsync(tasks);
        var first = await Store.Tasks.ListAsync(Everything, 2, null, Never);
        first.Items.Ids().ShouldBe(["t5", "t4"]);

        await owner.ApplyAsync(Sample.Create(Created("newer", 9)), Sample.Create(Created("t4x", 4)), Sample.Create(Created("t3x", 3)));
        await owner.ApplyAsync(Sample.Cancel(tasks[3].After), Sample.Cancel(tasks[5].After));

        (await AllAsync(Everything, 2, first.NextCursor)).ShouldBe(["t3x", "t3", "t2", "t1", "t0"]);
    }

    [Fact]
    public async Task What_is_no_cursor_is_refused() =>
        await Should.ThrowAsync<FormatException>(() => Store.Tasks.ListAsync(Everything, 2, "no cursor", Never));

    [Fact]
    public async Task Each_filter_picks_its_tasks()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(
            Sample.Create(Sample.Full("full")),
            Sample.Create(Sample.Spec("plain")),
            Sample.CreateFinished(Sample.Full("done").With(template => template with { Labels = new Dictionary<string, string> { ["team"] = "ops" } })));

        (await ListAsync(Everything with { Queue = "reports" })).ShouldBe(["full", "done"]);
        (await ListAsync(Everything with { Queue = "Reports" })).ShouldBeEmpty();
        (await ListAsync(Everything with { Executor = "noop" })).ShouldBe(["plain"]);
        (await ListAsync(Everything with { ScheduleId = "nightly" })).ShouldBe(["full", "done"]);
        (await ListAsync(Everything with { Name = "Nightly report", Statuses = ["cancelled"] })).ShouldBe(["done"]);
        (await ListAsync(Everything with { Name = "Nightly" })).ShouldBeEmpty();
        (await ListAsync(Everything with { Labels = [new("team", "billing")] })).ShouldBe(["full"]);
        (await ListAsync(Everything with { Labels = [new("team", "billing"), new("a b", "ü\"'\\")] })).ShouldBe(["full"]);
        (await ListAsync(Everything with { Labels = [new("team", "billing"), new("a b", "x")] })).ShouldBeEmpty();
        (await ListAsync(Everything with { Labels = [new("team", "")] })).ShouldBeEmpty();
        (await ListAsync(Everything with { Labels = [new("ключ \"q\"", "😀")] })).ShouldBe(["full"]);
        (await ListAsync(Everything with { Labels = [new("team", "billing"), new("team", "ops")] })).ShouldBeEmpty();
        (await ListAsync(Everything with { Labels = [new("team", "ops"), new("team", "ops")] })).ShouldBe(["done"]);
        (await ListAsync(Everything with { From = Now })).ShouldBe(["plain"]);
        (await ListAsync(Everything with { To = Now })).ShouldBe(["full", "done"]);
        (await ListAsync(Everything with { From = Now.AddMinutes(-1), To = Now.AddMicroseconds(1) })).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Each_status_picks_its_tasks()
    {
        var owner = await TakeAsync(0);
        var (queued, pending) = (Sample.Create(Created("queued", 9)), Sample.Create(Sample.Spec("pending", Now.AddMicroseconds(1), Now.AddSeconds(8))));
        var (running, retrying, failed, succeeded) = (Created("running", 7), Created("retrying", 6), Created("failed", 5), Created("succeeded", 4));
        await owner.ApplyAsync(queued, pending, Sample.CreateFinished(Created("cancelled", 3)));
        foreach (var (spec, finish) in new (TaskSpec, Func<TaskSnapshot, Move>?)[]
        {
            (running, null), (retrying, task => Sample.Fail(task)), (succeeded, task => Sample.Succeed(task)),
            (failed.With(template => template with { Retry = RetryPolicy.None }), task => Sample.Fail(task)),
        })
        {
            var created = Sample.Create(spec);
            var started = Sample.Start(created.After);
            await owner.ApplyAsync(created);
            await owner.ApplyAsync(started);
            if (finish is not null) await owner.ApplyAsync(finish(started.After));
        }

        string[] words = ["queued", "pending", "running", "retrying", "failed", "succeeded", "cancelled"];
        foreach (var word in words) (await ListAsync(Everything with { Statuses = [word] })).ShouldBe([word]);
        (await ListAsync(Everything with { Statuses = ["expired"] })).ShouldBeEmpty();
        (await ListAsync(Everything with { Statuses = words })).ShouldBe(words);
        (await ListAsync(Everything with { Statuses = ["running", "failed"] })).ShouldBe(["running", "failed"]);
        (await ListAsync(Everything with { Statuses = ["queued"], Now = Now.AddMicroseconds(1) })).ShouldBe(["queued", "pending"]);
    }

    [Fact]
    public async Task Those_that_wait_for_a_task_are_listed_whether_they_wait_still_run_have_ended_or_are_in_an_inbox()
    {
        var owner = await TakeAsync(0);
        var (waits, runs) = (Waiting("waits", 3, "other", "a \"ü\""), Sample.Create(Waiting("runs", 4, "a \"ü\"")));
        await owner.ApplyAsync(
            Sample.Create(waits), runs, Sample.Create(Waiting("stranger", 5, "a")), Sample.Create(Created("plain", 6)),
            Sample.CreateFinished(Waiting("done", 2, "a \"ü\"", "x")), Sample.CreateFinished(Waiting("done-too", 1, "x")));
        await owner.ApplyAsync(new Move(ChangeKind.UpdateState, DependencyRules.Settle(runs.After, [new(0, TaskState.Succeeded)], Now)!));
        await Store.Inbox.InsertAsync([new(1, Waiting("accepted", 7, "a \"ü\"")), new(1, Created("in-box", 8))], Never);
        var filter = Everything with { DependsOn = new("a \"ü\"") };

        (await ListAsync(filter)).ShouldBe(["accepted", "runs", "waits", "done"]);
        (await AllAsync(filter, 1)).ShouldBe(["accepted", "runs", "waits", "done"]);
        (await ListAsync(filter with { Statuses = ["cancelled"] })).ShouldBe(["done"]);
        (await ListAsync(filter with { Queue = "elsewhere" })).ShouldBeEmpty();
        (await ListAsync(Everything with { DependsOn = new("x") })).ShouldBe(["done", "done-too"]);
        (await ListAsync(Everything with { DependsOn = new("plain") })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_hold_over_pages()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync([.. Enumerable.Range(0, 40).Select(number =>
            Sample.Create(Created($"t{number:D2}", number).With(template => template with { Queue = number % 4 == 0 ? "rare" : "common" })))]);

        (await AllAsync(Everything with { Queue = "rare" }, 3)).ShouldBe(
            Enumerable.Range(0, 10).Reverse().Select(number => $"t{number * 4:D2}"));
    }

    [Fact]
    public async Task Rows_that_wait_in_an_inbox_are_listed_as_pending_unless_a_task_of_their_id_hides_them()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Created("made", 1)), Sample.CreateFinished(Created("done", 2)));
        await Store.Inbox.InsertAsync([new(0, Created("made", 1)), new(0, Created("done", 2)), new(1, Created("waits", 3))], Never);
        await Store.Inbox.InsertAsync([new(1, Sample.Spec("later", Now.AddHours(1), Now.AddSeconds(4)))], Never);

        (await AllAsync(Everything, 1)).ShouldBe(["later", "waits", "done", "made"]);
        (await ListAsync(Everything with { Statuses = ["queued"] })).ShouldBe(["waits", "made"]);
        (await ListAsync(Everything with { Statuses = ["pending"] })).ShouldBe(["later"]);
        (await ListAsync(Everything with { Statuses = ["cancelled"] })).ShouldBe(["done"]);
        (await ListAsync(Everything with { Executor = "http" })).ShouldBeEmpty();
    }

    private static TaskSpec Created(string id, int second) => Sample.Spec(id, created: Now.AddSeconds(second));

    private static TaskSpec Waiting(string id, int second, params string[] parents) =>
        Created(id, second) with { Dependencies = new([.. parents.Select(parent => new Dependency(new(parent)))], DependencyPolicy.Fail) };

    private async Task<IReadOnlyList<string>> ListAsync(TaskFilter filter) => (await Store.Tasks.ListAsync(filter, 100, null, Never)).Items.Ids();

    private async Task<List<string>> AllAsync(TaskFilter filter, int size, string? cursor = null)
    {
        var seen = new List<string>();
        do
        {
            var page = await Store.Tasks.ListAsync(filter, size, cursor, Never);
            page.Items.Count.ShouldBeLessThanOrEqualTo(size);
            seen.AddRange(page.Items.Ids());
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return seen;
    }
}
