using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.IntegrationTests.Storage.Conformance;
using Akka.Scheduler.Storage.Sqlite;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Storage.Sqlite;

/// <summary>What outlives the process, and what becomes of a commit that finds no room.</summary>
public sealed class SqliteDurabilityTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private readonly SqliteDirectory _directory = new();
    private int _lives;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart_and_the_former_life_is_fenced()
    {
        ShardWriter former;
        await using (var store = await _directory.OpenAsync())
        {
            former = await TakeAsync(store);
            await former.ApplyAsync(Sample.Create(Sample.Full("t")));
        }

        await using var reopened = await _directory.OpenAsync();
        var owner = await TakeAsync(reopened);

        owner.Term.Epoch.ShouldBe(former.Term.Epoch + 1);
        (await reopened.Ports.Tasks.GetAsync(new("t"), 0, Never)).ShouldBeTask(TaskRules.Create(Sample.Full("t")).After);
        (await reopened.Ports.Shards.CommitAsync(former.Batch(), Never)).ShouldBeOfType<CommitOutcome.Fenced>();
        await owner.ApplyAsync(Sample.Create(Sample.Spec("u")));
    }

    /// <summary>What stands in the files when a process is killed is what stands in them while it runs.</summary>
    [Fact]
    public async Task The_files_of_an_open_store_hold_every_acknowledged_commit()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_directory.Root, "copy")).FullName;
        await using (var store = await _directory.OpenAsync())
        {
            var owner = await TakeAsync(store);
            for (var number = 0; number < 50; number++) await owner.ApplyAsync(Sample.Create(Sample.Spec($"t{number}")));
            foreach (var name in new[] { "scheduler.db", "scheduler.db-wal" }) File.Copy(Path.Combine(_directory.Store, name), Path.Combine(copy, name));
        }

        await using var survivor = await _directory.OpenAsync(copy);

        (await survivor.Ports.Tasks.ListAsync(new() { Now = Sample.Now }, 100, null, Never)).Items.Count.ShouldBe(50);
        (await survivor.Ports.Ownership.ReadAsync(Never)).Single(row => row.Shard == 0).LogSeq.ShouldBe(51);
    }

    [Fact]
    public async Task A_commit_that_finds_no_room_is_refused_for_now_and_may_be_sent_again()
    {
        await (await _directory.OpenAsync()).DisposeAsync();
        var session = new Session(Path.Combine(_directory.Store, "scheduler.db"), readOnly: false);
        var queue = new WorkQueue<WriteWork>(100);
        using var writer = new Writer(session, queue, maxWeight: 1000);
        await DoAsync(queue, each => each.Execute($"PRAGMA max_page_count = {each.Pragma("page_count") + 5}"));

        // Blocked, so that the two wait together and share a transaction.
        var (small, large) = await TogetherAsync(queue, Insert("small", 10), Insert("large", 300_000));

        (await small.Done).ShouldBe("applied");
        (await large.Done).ShouldBe(nameof(WriteFailure.Refused));
        await DoAsync(queue, each => each.Execute("PRAGMA max_page_count = 100000"));
        var again = Insert("large", 300_000);
        queue.TryAdd(again).ShouldBeTrue();
        (await again.Done).ShouldBe("applied");
    }

    [Fact]
    public async Task A_write_with_a_bug_in_it_fails_alone()
    {
        await (await _directory.OpenAsync()).DisposeAsync();
        var queue = new WorkQueue<WriteWork>(100);
        using var writer = new Writer(new(Path.Combine(_directory.Store, "scheduler.db"), readOnly: false), queue, maxWeight: 1000);
        var bug = new WriteWork<string>(1, _ => throw new InvalidOperationException("a bug"), null);

        var (_, good) = await TogetherAsync(queue, bug, Insert("good", 10));

        (await good.Done).ShouldBe("applied");
        (await Should.ThrowAsync<InvalidOperationException>(bug.Done)).Message.ShouldBe("a bug");
    }

    [Fact]
    public void A_full_queue_refuses_and_a_closed_one_too()
    {
        var queue = new WorkQueue<int>(2);
        queue.TryAdd(1).ShouldBeTrue();
        queue.TryAdd(2).ShouldBeTrue();
        queue.TryAdd(3).ShouldBeFalse();
        queue.Close();
        var taken = new List<int>();

        queue.Take(taken, _ => true).ShouldBeTrue();
        queue.Take(taken, _ => true).ShouldBeFalse();

        taken.ShouldBe([1, 2]);
        queue.TryAdd(4).ShouldBeFalse();
    }

    private static WriteWork<string> Insert(string id, int size) => new(
        1,
        session =>
        {
            SqliteInbox.Insert(session, [new(0, Sample.Spec(id).With(template => template with { Payload = new string('x', size) }))]);
            return new("applied");
        },
        (failure, _) => $"{failure}");

    private static async Task<(WriteWork<string> First, WriteWork<string> Second)> TogetherAsync(
        WorkQueue<WriteWork> queue, WriteWork<string> first, WriteWork<string> second)
    {
        using var gate = new ManualResetEventSlim();
        var blocker = new WriteWork<bool>(1, _ => new(gate.Wait(TimeSpan.FromSeconds(30))), null);
        queue.TryAdd(blocker).ShouldBeTrue();
        queue.TryAdd(first).ShouldBeTrue();
        queue.TryAdd(second).ShouldBeTrue();
        gate.Set();
        await blocker.Done;
        await Task.WhenAny(second.Done);
        return (first, second);
    }

    private static async Task DoAsync(WorkQueue<WriteWork> queue, Action<Session> action)
    {
        var work = new WriteWork<bool>(
            1,
            session =>
            {
                action(session);
                return new(true);
            },
            null);
        queue.TryAdd(work).ShouldBeTrue();
        await work.Done;
    }

    private async Task<ShardWriter> TakeAsync(SqliteStore store)
    {
        var node = new NodeIncarnation("node", new Guid(++_lives, 0, 0, new byte[8]));
        (await store.Ports.Membership.JoinUpAsync(node, new("facts", 4))).ShouldBeOfType<JoinOutcome.Joined>();
        return new(store.Ports, (await store.Ports.Ownership.AcquireAsync([0], node, forced: false, "boot", Never)).ShouldHaveSingleItem());
    }
}
