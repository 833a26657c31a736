using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;
using Akka.Scheduler.Testing.Simulation;
using Akka.Scheduler.TestKit;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

/// <summary>One live task has a unique key.</summary>
public sealed class UniqueKeyTests
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    [Fact]
    public void A_second_task_with_a_key_is_refused_with_the_id_of_the_first_until_that_one_has_ended()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(Keyed(node, "a", "k", Later), Keyed(node, "other", "l", Later));
        Result(node, Keyed(node, "b", "k")).ShouldBe(new SubmitResult.KeyTaken("k", new("a")));
        Result(node, Keyed(node, "a", "k")).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeFalse();
        node.Apply("a", new TaskCommand.Cancel(null)).ShouldBeOfType<CommandReply.Done>();
        Result(node, Keyed(node, "b", "k")).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
        node.Advance(1);
        Result(node, Keyed(node, "c", "k")).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
        node.ShouldBeSound();
    }

    [Fact]
    public void Of_two_with_one_key_in_a_request_the_first_is_made_and_their_neighbours_are()
    {
        var node = EngineCase.Node().Serving();
        var results = node.Await(node.Asked(node.New("plain"), Keyed(node, "a", "k", Later), Keyed(node, "b", "k", Later), Keyed(node, "c", "l", Later)));
        results.Select(result => result is SubmitResult.Accepted).ShouldBe([true, true, false, true]);
        results[2].ShouldBe(new SubmitResult.KeyTaken("k", new("a")));
    }

    [Theory]
    [InlineData(FaultKind.LostAck)]
    [InlineData(FaultKind.LostRequest)]
    [InlineData(FaultKind.Refused)]
    public void A_commit_that_goes_wrong_and_is_sent_again_is_not_in_its_own_way(FaultKind fault)
    {
        var node = EngineCase.Node().Serving();
        node.Store.FailNext(StoreOperation.Commit, fault);
        Result(node, Keyed(node, "a", "k", Later)).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
        node.ShouldBeSound();
    }

    [Fact]
    public void A_key_stays_taken_for_a_while_after_the_end_if_that_was_asked_for()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(Keyed(node, "a", "k", kept: TimeSpan.FromSeconds(30)));
        node.Advance(1);
        node.Stored("a")!.State.ShouldBe(TaskState.Succeeded);
        Result(node, Keyed(node, "b", "k")).ShouldBe(new SubmitResult.KeyTaken("k", new("a")));
        Result(node, Keyed(node, "b", "k") with { OnConflict = KeyConflict.Replace }).ShouldBe(new SubmitResult.KeyTaken("k", new("a")));
        Result(node, Keyed(node, "b", "k") with { OnConflict = KeyConflict.Existing }).ShouldBeOfType<SubmitResult.Accepted>().Task.Id.Value.ShouldBe("a");
        node.Apply("a", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.Done>();
        node.Advance(35);
        Result(node, Keyed(node, "b", "k")).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
        node.ShouldBeSound();
    }

    [Fact]
    public void What_the_look_up_did_not_see_the_commit_refuses_and_the_rest_of_the_batch_is_made()
    {
        var node = Blind();
        node.Submit(Keyed(node, "a", "k", Later));
        var answers = new[] { node.Asked(node.New("p", Later)), node.Asked(Keyed(node, "b", "k")), node.Asked(Keyed(node, "c", "l", Later)), node.Asked(node.New("q", Later)) };
        answers.Select(answer => node.Await(answer)[0] is SubmitResult.Accepted).ShouldBe([true, false, true, true]);
        node.Await(answers[1])[0].ShouldBe(new SubmitResult.KeyTaken("k", new("a")));
        node.Stored("b").ShouldBeNull();
        // Its id is as free as before.
        node.Apply("a", new TaskCommand.Cancel(null));
        Result(node, Keyed(node, "b", "k", Later)).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_task_of_the_inbox_whose_key_is_taken_ends_at_once_as_a_duplicate_that_names_the_holder(bool looks)
    {
        var node = looks ? EngineCase.Node().Serving() : Blind();
        node.Submit(Keyed(node, "a", "k", Later));
        node.Await(node.Ask(async _ =>
        {
            await node.Store.Connect("outsider").Inbox.InsertAsync([new(0, Keyed(node, "b", "k").Spec), new(0, node.New("c", Later).Spec)], CancellationToken.None);
            return true;
        }));
        node.Advance(3);
        var duplicate = node.Stored("b")!;
        (duplicate.State, duplicate.Reason, duplicate.Error).ShouldBe((TaskState.Cancelled, "duplicate", "task 'a' has its unique key"));
        node.Steps("b").ShouldBe([TransitionType.Created, TransitionType.Cancelled]);
        node.Stored("c")!.State.ShouldBe(TaskState.Pending);
        node.Shard().Inbox.ShouldBeEmpty();
        node.ShouldBeSound();
    }

    [Fact]
    public void To_replace_cancels_a_holder_that_waits_and_not_one_that_runs()
    {
        var node = EngineCase.Node().Serving();
        node.Executor.Script = _ => ScriptedAttempt.Succeeds(TimeSpan.FromSeconds(20));
        node.Submit(Keyed(node, "a", "k", Later, kept: Later));
        Result(node, Keyed(node, "b", "k") with { OnConflict = KeyConflict.Replace }).ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
        node.Stored("a")!.Reason.ShouldBe("replaced");
        node.History("a")[^1].Detail.ShouldBe("task 'b' takes its unique key");
        node.Advance(1);
        node.Stored("b")!.State.ShouldBe(TaskState.Running);
        Result(node, Keyed(node, "c", "k") with { OnConflict = KeyConflict.Replace }).ShouldBe(new SubmitResult.KeyTaken("k", new("b")));
        node.Stored("b")!.State.ShouldBe(TaskState.Running);
        node.ShouldBeSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void To_run_a_finished_task_again_needs_its_key(bool looks)
    {
        var node = looks ? EngineCase.Node().Serving() : Blind();
        node.Submit(Keyed(node, "a", "k"));
        node.Advance(1);
        node.Submit(Keyed(node, "b", "k", Later));
        node.Apply("a", new TaskCommand.Redrive()).ShouldBe(new CommandReply.KeyTaken("k", new("b")));
        node.Stored("a")!.State.ShouldBe(TaskState.Succeeded);
        node.Apply("b", new TaskCommand.Cancel(null));
        node.Apply("a", new TaskCommand.Redrive()).ShouldBeOfType<CommandReply.Done>();
        node.ShouldBeSound();
    }

    [Fact]
    public void A_node_that_is_killed_leaves_keys_with_those_who_have_them()
    {
        var node = EngineCase.Node().Serving();
        node.Submit(Keyed(node, "a", "k", Later));
        node.Kill();
        node.StartServing();
        Result(node, Keyed(node, "b", "k")).ShouldBe(new SubmitResult.KeyTaken("k", new("a")));
    }

    [Fact]
    public async Task Without_its_owner_nobody_can_say_whether_a_key_is_to_be_had()
    {
        var time = new VirtualTime(DateTimeOffset.UnixEpoch, 1);
        var ports = new SimulatedStore(time, 1).Connect("gateway");
        await ports.Membership.JoinUpAsync(new("gateway", new Guid(1, 0, 0, new byte[8])), new("simulated", 1));
        var nobody = new ShardDirectory<ShardMessage>(1);
        var gate = new TaskGate(nobody, new(ports.Inbox, ports.Tasks, nobody, Later, time), TimeSpan.FromMilliseconds(10), time);
        var template = new TaskTemplate { Executor = "script" };
        NewTask[] tasks =
        [
            new(new(new("keyed"), template with { UniqueKey = "k" }, time.GetUtcNow(), time.GetUtcNow()), true),
            new(new(new("plain"), template, time.GetUtcNow(), time.GetUtcNow()), false),
        ];
        var results = await gate.SubmitAsync(tasks, CancellationToken.None);
        results[0].ShouldBeOfType<SubmitResult.Unavailable>();
        results[1].ShouldBeOfType<SubmitResult.Accepted>();
    }

    private static SubmitResult Result(SimulatedNode node, NewTask task) => node.Await(node.Asked(task)).ShouldHaveSingleItem();

    private static NewTask Keyed(SimulatedNode node, string id, string key, TimeSpan dueIn = default, TimeSpan kept = default) =>
        node.New(id, dueIn, template => template with { UniqueKey = key, UniqueFor = kept });

    // A node whose look-ups find no key taken, as when another shard takes it meanwhile.
    private static SimulatedNode Blind()
    {
        var node = EngineCase.Node();
        node.Between = ports => ports with { Keys = new NoKeys() };
        return node.Serving();
    }

    private sealed class NoKeys : IUniqueKeyStore
    {
        public Task<IReadOnlyList<KeyHolder>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancel) => Task.FromResult<IReadOnlyList<KeyHolder>>([]);
    }
}
