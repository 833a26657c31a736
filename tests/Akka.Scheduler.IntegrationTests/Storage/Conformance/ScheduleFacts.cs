using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Schedules, their cursors, and the records of their instants.</summary>
public abstract class ScheduleFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static AppliedCommand Command(int number) => new(new Guid(number, 0, 0, new byte[8]), "nightly", Sample.Now);

    private static readonly ScheduleRow Nightly = new("nightly", 1, """{"cron":"0 2 * * *"}""", """{"watermark":1}""");

    [Fact]
    public async Task A_schedule_is_stored_replaced_and_deleted()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [Nightly, Nightly with { Id = "other" }] });
        (await Store.Schedules.GetAsync("nightly", Never)).ShouldBe(Nightly);

        var changed = Nightly with { Version = 2, Definition = "{}", Cursor = "{}" };
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [changed] });
        (await Store.Schedules.GetAsync("nightly", Never)).ShouldBe(changed);

        await owner.ApplyAsync(owner.Schedules() with { Deletes = ["nightly", "never there"] });
        (await Store.Schedules.GetAsync("nightly", Never)).ShouldBeNull();
        (await Store.Schedules.GetAsync("other", Never)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_command_is_remembered_with_its_batch_also_when_its_schedule_is_gone()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        var (made, deleted, refused) = (Command(1), Command(2), Command(3));
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [Nightly], Commands = [made] });
        await owner.ApplyAsync(owner.Schedules() with { Deletes = ["nightly"], Commands = [deleted] });
        (await owner.SendAsync(owner.Schedules() with { Cursors = [new("nightly", 1, "moved")], Commands = [refused] })).ShouldBeOfType<CommitOutcome.Refused>();

        (await Store.Schedules.WasAppliedAsync(made.Id, Never)).ShouldBeTrue();
        (await Store.Schedules.WasAppliedAsync(deleted.Id, Never)).ShouldBeTrue();
        (await Store.Schedules.WasAppliedAsync(refused.Id, Never)).ShouldBeFalse();
    }

    [Fact]
    public async Task Schedules_are_paged_by_id_ordinally()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        string[] ids = ["b", "A", "a", "_", "B", "c1", "c10", "c2"];
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [.. ids.Select(id => Nightly with { Id = id })] });
        var seen = new List<string>();
        for (var page = await Store.Schedules.LoadAsync("", 3, Never); page.Count > 0; page = await Store.Schedules.LoadAsync(seen[^1], 3, Never))
            seen.AddRange(page.Select(row => row.Id));

        seen.ShouldBe(ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Firing_is_one_transaction()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [Nightly] });
        var fired = Created(0);

        await owner.ApplyAsync(owner.Schedules() with
        {
            Cursors = [new("nightly", 1, """{"watermark":2}""")],
            Occurrences = [fired],
            Inbox = [new(1, Sample.Spec("nightly@0"))],
        });

        (await Store.Schedules.GetAsync("nightly", Never)).ShouldBe(Nightly with { Cursor = """{"watermark":2}""" });
        (await OccurrencesAsync()).ShouldBe([fired]);
        (await Store.Shards.ReadInboxAsync(1, 9, Never)).ShouldHaveSingleItem().Spec.Id.Value.ShouldBe("nightly@0");
    }

    [Theory]
    [InlineData("nightly", 2)]
    [InlineData("gone", 1)]
    public async Task A_cursor_of_another_version_or_of_no_schedule_refuses_the_whole_batch(string id, long version)
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [Nightly, Nightly with { Id = "other" }] });

        var outcome = await owner.SendAsync(owner.Schedules() with
        {
            Upserts = [Nightly with { Id = "third" }],
            Cursors = [new("other", 1, "moved"), new(id, version, "moved")],
            Occurrences = [Created(0)],
            Inbox = [new(1, Sample.Spec("nightly@0"))],
        });

        outcome.ShouldBeOfType<CommitOutcome.Refused>().Transient.ShouldBeFalse();
        (await Store.Schedules.LoadAsync("", 9, Never)).ShouldBe([Nightly, Nightly with { Id = "other" }]);
        (await OccurrencesAsync()).ShouldBeEmpty();
        (await Store.Inbox.ShardsWithRowsAsync(Never)).ShouldBeEmpty();
        (await ShardAsync(ShardTerm.Singleton)).LogSeq.ShouldBe(owner.Seq);
    }

    [Fact]
    public async Task A_fenced_singleton_changes_nothing()
    {
        var old = await TakeAsync(ShardTerm.Singleton);
        var current = await TakeAsync(ShardTerm.Singleton);

        (await old.SendAsync(old.Schedules() with { Upserts = [Nightly], Inbox = [new(1, Sample.Spec("t"))] })).ShouldBeOfType<CommitOutcome.Fenced>();

        (await Store.Schedules.LoadAsync("", 9, Never)).ShouldBeEmpty();
        (await Store.Inbox.ShardsWithRowsAsync(Never)).ShouldBeEmpty();
        (await ShardAsync(ShardTerm.Singleton)).LogSeq.ShouldBe(current.Seq);
    }

    [Fact]
    public async Task A_batch_of_the_singleton_whose_predecessor_is_not_the_last_batch_is_fenced_and_changes_nothing()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        var takeOver = owner.LastBatch;
        await owner.ApplyAsync(owner.Schedules());
        var batch = owner.Schedules() with { Upserts = [Nightly], Inbox = [new(1, Sample.Spec("t"))] };

        (await owner.SendAsync(batch with { PreviousBatch = takeOver })).ShouldBeOfType<CommitOutcome.Fenced>();

        (await Store.Schedules.LoadAsync("", 9, Never)).ShouldBeEmpty();
        (await Store.Inbox.ShardsWithRowsAsync(Never)).ShouldBeEmpty();
        await owner.ApplyAsync(batch);
    }

    [Fact]
    public async Task A_batch_is_applied_once_however_often_it_is_sent()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        var batch = owner.Schedules() with { Upserts = [Nightly], Inbox = [new(0, Sample.Spec("t"))] };
        await owner.ApplyAsync(batch);
        var shard = await TakeAsync(0);
        var row = (await Store.Shards.ReadInboxAsync(0, 9, Never)).ShouldHaveSingleItem();
        await shard.ApplyAsync(shard.Batch(Sample.Create(row.Spec)) with { ConsumedInbox = [new(row.Position, row.Spec.Id)] });

        (await owner.SendAsync(batch)).ShouldBe(CommitOutcome.Applied.Instance);

        (await Store.Inbox.ShardsWithRowsAsync(Never)).ShouldBeEmpty();
        (await ShardAsync(ShardTerm.Singleton)).LogSeq.ShouldBe(owner.Seq);
    }

    [Fact]
    public async Task An_instant_that_has_a_record_keeps_it()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with { Occurrences = [Created(0)] });

        await owner.ApplyAsync(owner.Schedules() with { Occurrences = [Skipped(0, 1), Skipped(1, 5)] });

        (await OccurrencesAsync()).ShouldBe([Skipped(1, 5), Created(0)]);
    }

    [Fact]
    public async Task Records_come_newest_first_before_an_instant()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with
        {
            Occurrences = [.. Enumerable.Range(0, 6).Select(Created), Created(2) with { ScheduleId = "other" }],
        });

        (await Store.Schedules.OccurrencesAsync("nightly", OccurrencePlace.Before(Created(4).Nominal), 3, Never)).ShouldBe([Created(3), Created(2), Created(1)]);
        (await Store.Schedules.OccurrencesAsync("other", OccurrencePlace.Before(Created(9).Nominal), 3, Never)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_instant_has_one_record_of_each_kind_and_they_are_paged_in_the_order_of_their_kinds()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        OccurrenceRow[] rows = [Skipped(0, 3), Backfilled(0), Created(1) with { Kind = OccurrenceKind.Trigger }, Backfilled(2), Created(3)];
        await owner.ApplyAsync(owner.Schedules() with { Occurrences = rows });
        await owner.ApplyAsync(owner.Schedules() with { Occurrences = [Backfilled(0) with { Version = 7 }] });

        var seen = new List<OccurrenceRow>();
        var place = OccurrencePlace.End;
        while (await Store.Schedules.OccurrencesAsync("nightly", place, 1, Never) is [var next])
        {
            seen.Add(next);
            place = new(next.Nominal, next.Kind);
        }

        seen.ShouldBe(rows.Reverse());
    }

    [Fact]
    public async Task Made_are_instants_whose_task_was_created_when_they_came_or_by_a_backfill()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with
        {
            Occurrences = [Created(0), Skipped(1, 1), Skipped(2, 1), Backfilled(2), Created(3) with { Kind = OccurrenceKind.Trigger }, Created(4) with { ScheduleId = "other" }],
        });

        (await Store.Schedules.MadeAsync("nightly", [.. Enumerable.Range(0, 6).Select(i => Created(i).Nominal)], Never)).ShouldBe(
            [Created(0).Nominal, Created(2).Nominal], ignoreOrder: true);
        (await Store.Schedules.MadeAsync("nightly", [], Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Calendars_are_stored_replaced_and_deleted_behind_the_fence()
    {
        var old = await TakeAsync(ShardTerm.Singleton);
        await old.ApplyAsync(old.Schedules() with { Calendars = [new("b", 1, "{}"), new("a", 1, "{}")] });
        var owner = await TakeAsync(ShardTerm.Singleton);
        (await old.SendAsync(old.Schedules() with { Calendars = [new("c", 1, "{}")], CalendarDeletes = ["a"] })).ShouldBeOfType<CommitOutcome.Fenced>();

        await owner.ApplyAsync(owner.Schedules() with { Calendars = [new("b", 2, "{ }")], CalendarDeletes = ["never there"] });
        (await Store.Schedules.CalendarsAsync(Never)).ShouldBe([new("a", 1, "{}"), new("b", 2, "{ }")]);

        await owner.ApplyAsync(owner.Schedules() with { CalendarDeletes = ["a"] });
        (await Store.Schedules.CalendarsAsync(Never)).ShouldBe([new("b", 2, "{ }")]);
    }

    [Fact]
    public async Task Tasks_stand_as_they_are_live_finished_or_in_an_inbox()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("live")), Sample.CreateFinished(Sample.Spec("finished")));
        await Store.Inbox.InsertAsync([new(1, Sample.Spec("waits"))], Never);

        var standing = await Store.Schedules.StandingAsync([new("live"), new("finished"), new("waits"), new("missing")], Never);

        standing.OrderBy(task => task.Task.Value, StringComparer.Ordinal).Select(task => (task.Task.Value, task.State.IsTerminal())).ShouldBe(
            [("finished", true), ("live", false), ("waits", false)]);
        standing.ShouldAllBe(task => task.NextStartAt > DateTimeOffset.UnixEpoch);
        standing.ShouldAllBe(task => task.Duplicate == null);
        await owner.ApplyAsync(Sample.CreateDuplicate(Sample.Spec("again"), new("live")));
        (await Store.Schedules.StandingAsync([new("again")], Never)).ShouldHaveSingleItem().Duplicate.ShouldBe("task 'live' has its unique key");
        (await Store.Schedules.StandingAsync([], Never)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_a_schedule_keeps_its_records()
    {
        var owner = await TakeAsync(ShardTerm.Singleton);
        await owner.ApplyAsync(owner.Schedules() with { Upserts = [Nightly], Occurrences = [Created(0)] });

        await owner.ApplyAsync(owner.Schedules() with { Deletes = ["nightly"] });

        (await OccurrencesAsync()).ShouldBe([Created(0)]);
    }

    [Fact]
    public async Task Live_are_tasks_that_are_not_finished_or_still_in_an_inbox()
    {
        var owner = await TakeAsync(0);
        await owner.ApplyAsync(Sample.Create(Sample.Spec("live")), Sample.CreateFinished(Sample.Spec("finished")));
        await Store.Inbox.InsertAsync([new(1, Sample.Spec("waits"))], Never);

        (await Store.Schedules.LiveAsync([new("live"), new("finished"), new("waits"), new("missing")], Never)).ShouldBe(
            [new("live"), new("waits")], ignoreOrder: true);
        (await Store.Schedules.LiveAsync([], Never)).ShouldBeEmpty();
    }

    private static OccurrenceRow Created(int number) =>
        new("nightly", Now.AddHours(number), Now.AddHours(number), 1, 1, "created", null, new($"nightly@{number}"), Now.AddDays(number));

    private static OccurrenceRow Backfilled(int number) => Created(number) with { Kind = OccurrenceKind.Backfill };

    private static OccurrenceRow Skipped(int number, int count) =>
        new("nightly", Now.AddHours(number), Now.AddHours(number + count - 1), count, 3, "skipped", "misfire", null, Now.AddDays(number));

    private Task<IReadOnlyList<OccurrenceRow>> OccurrencesAsync() => Store.Schedules.OccurrencesAsync("nightly", OccurrencePlace.End, 100, Never);
}
