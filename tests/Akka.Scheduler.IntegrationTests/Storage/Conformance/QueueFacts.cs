using Akka.Scheduler.Domain.Queues;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>The settings of queues.</summary>
public abstract class QueueFacts<TFixture> : StoreFacts<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static QueueSettings Full { get; } = new()
    {
        Name = "reports",
        MaxConcurrency = 12,
        RatePerSecond = 0.25,
        PausedAt = Now,
        PausedBy = "anna",
        PausedReason = "the \"disk\" is full 😀",
        Version = 1,
    };

    [Fact]
    public async Task A_new_store_has_no_settings() => (await Store.Queues.LoadAsync(Never)).Queues.ShouldBeEmpty();

    [Fact]
    public async Task Every_member_comes_back()
    {
        (await Store.Queues.SaveAsync(Full, Never)).ShouldBeTrue();

        (await Store.Queues.LoadAsync(Never)).Queues.ShouldHaveSingleItem().ShouldBe(Full);
    }

    [Fact]
    public async Task A_change_replaces_what_was_there()
    {
        await Store.Queues.SaveAsync(Full, Never);
        var plain = QueueSettings.Of("reports") with { Version = 2 };

        (await Store.Queues.SaveAsync(plain, Never)).ShouldBeTrue();

        (await Store.Queues.LoadAsync(Never)).Queues.ShouldHaveSingleItem().ShouldBe(plain);
    }

    [Fact]
    public async Task A_change_of_another_version_is_not_made()
    {
        (await Store.Queues.SaveAsync(Full with { Version = 2 }, Never)).ShouldBeFalse();
        await Store.Queues.SaveAsync(Full, Never);
        var before = await Store.Queues.VersionAsync(Never);
        foreach (var version in new[] { 1, 3 })
            (await Store.Queues.SaveAsync(QueueSettings.Of("reports") with { Version = version }, Never)).ShouldBeFalse();

        (await Store.Queues.LoadAsync(Never)).Queues.ShouldHaveSingleItem().ShouldBe(Full);
        (await Store.Queues.VersionAsync(Never)).ShouldBe(before);
    }

    [Fact]
    public async Task Of_many_changes_of_one_version_one_is_made()
    {
        var saved = await Task.WhenAll(Enumerable.Range(1, 10).Select(limit => Store.Queues.SaveAsync(Full with { MaxConcurrency = limit }, Never)));

        saved.Count(one => one).ShouldBe(1);
    }

    [Fact]
    public async Task The_version_rises_with_every_change_of_any_queue()
    {
        var versions = new List<long> { await Store.Queues.VersionAsync(Never) };
        foreach (var change in new[] { Full, Full with { Name = "b" }, Full with { Version = 2 }, Full with { Name = "B" } })
        {
            (await Store.Queues.SaveAsync(change, Never)).ShouldBeTrue();
            versions.Add(await Store.Queues.VersionAsync(Never));
        }

        versions.Distinct().Count().ShouldBe(5);
        versions.ShouldBe(versions.Order());
        var loaded = await Store.Queues.LoadAsync(Never);
        loaded.Version.ShouldBe(versions[^1]);
        loaded.Queues.Select(queue => queue.Name).ShouldBe(["B", "b", "reports"]);
    }
}
