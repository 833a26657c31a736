using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Days and their partitions.</summary>
public sealed class PartitionTests
{
    private static readonly DateTimeOffset FarOff = new(2187, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_day_without_a_partition_is_stored_and_moves_into_its_partition_when_that_is_opened()
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        var move = Sample.CreateFinished(Sample.Spec("t", FarOff, FarOff), FarOff);

        await owner.ApplyAsync(move);
        (await PlaceAsync(rig)).ShouldBe("scheduler.task_archive_default");
        await rig.A.Retention.PrepareAsync(FarOff, Rig.Never);

        (await PlaceAsync(rig)).ShouldBe("scheduler.task_archive_p21870506");
        (await rig.A.Tasks.GetAsync(new("t"), 0, Rig.Never)).ShouldBeTask(move.After);
        (await rig.A.Tasks.EventsAsync(new("t"), 0, Rig.Never)).Count.ShouldBe(2);
        await owner.ApplyAsync(Sample.CreateFinished(Sample.Spec("u", FarOff, FarOff), FarOff));
    }

    [Fact]
    public async Task Nodes_that_prepare_at_once_do_not_fail()
    {
        await using var rig = await Rig.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => (number % 2 == 0 ? rig.A : rig.B).Retention.PrepareAsync(FarOff, Rig.Never)));

        (await rig.ReadAsync<long>("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relispartition AND relname LIKE 'history\\_p218705%'")).ShouldBe(9);
    }

    [Fact]
    public async Task Days_past_their_limit_are_dropped_whole_and_rows_without_a_partition_one_by_one()
    {
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        await owner.ApplyAsync(
            Sample.CreateFinished(Sample.Spec("day"), Sample.Now),
            Sample.CreateFinished(Sample.Spec("loose", FarOff, FarOff), FarOff),
            Sample.CreateFinished(Sample.Spec("kept", FarOff, FarOff), FarOff.AddDays(9)));
        var limits = new RetentionLimits(TimeSpan.FromDays(3), TimeSpan.FromDays(3), TimeSpan.FromDays(3));

        var dropped = await rig.A.Retention.DropAsync(limits, FarOff.AddDays(5), Rig.Never);

        dropped.ShouldContain("task_archive_p20260301");
        dropped.ShouldContain("task_archive_default: 1 rows");
        (await rig.A.Tasks.GetAsync(new("day"), 0, Rig.Never)).ShouldBeNull();
        (await rig.A.Tasks.GetAsync(new("loose"), 0, Rig.Never)).ShouldBeNull();
        (await rig.A.Tasks.GetAsync(new("kept"), 0, Rig.Never)).ShouldNotBeNull();
        (await rig.A.Tasks.CountAsync(FarOff, Rig.Never)).ShouldBe([new("cancelled", "default", 1)]);
    }

    /// <summary>No indexed column changes, so an update that stays on its page is a HOT one.</summary>
    [Fact]
    public async Task A_started_task_stays_on_its_page()
    {
        const string Pages = "SELECT string_agg(id || (ctid::text::point)[0]::text, ' ' ORDER BY id) FROM scheduler.task";
        await using var rig = await Rig.OpenAsync();
        var owner = await Rig.TakeAsync(rig.A, Rig.NodeA);
        var created = Enumerable.Range(0, 100).Select(number => Sample.Create(Sample.Spec($"{number:D32}"))).ToList();
        await owner.ApplyAsync(created);
        var before = await rig.ReadAsync<string>(Pages);

        await owner.ApplyAsync([.. created.Select((move, number) => Sample.Start(move.After, number))]);

        (await rig.ReadAsync<string>(Pages)).ShouldBe(before);
    }

    private static Task<string> PlaceAsync(Rig rig) => rig.ReadAsync<string>("SELECT tableoid::regclass::text FROM scheduler.task_archive WHERE id = 't'");
}
