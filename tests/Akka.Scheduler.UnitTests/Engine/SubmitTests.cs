using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Testing.Simulation;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Engine;

public sealed class SubmitTests
{
    [Fact]
    public void A_submission_is_answered_only_when_it_is_durable()
    {
        var node = EngineCase.Node().Serving();
        node.Store.Rates = new() { LatencyFrom = TimeSpan.FromMilliseconds(50), LatencyTo = TimeSpan.FromMilliseconds(50) };
        var answer = node.Asked(node.New("t", TimeSpan.FromHours(1)));
        node.Simulation.RunUntil(() => answer.IsCompleted || node.Stored("t") is not null, TimeSpan.FromSeconds(5)).ShouldBeTrue();
        answer.IsCompleted.ShouldBeFalse();
        node.Await(answer).ShouldHaveSingleItem().ShouldBeOfType<SubmitResult.Accepted>().Created.ShouldBeTrue();
    }

    [Fact]
    public void The_same_id_makes_one_task_within_a_request_over_requests_and_after_its_end()
    {
        var node = EngineCase.Node().Serving();
        var (both, meanwhile) = (node.Asked(node.New("t"), node.New("t")), node.Asked(node.New("t")));
        node.Await(both);
        node.Await(meanwhile);
        node.Advance(1);
        var later = node.Await(node.Asked(node.New("t")));
        Created([.. node.Await(both), .. node.Await(meanwhile), .. later]).ShouldBe(1);
        node.Steps("t").ShouldBe([TransitionType.Created, TransitionType.Started, TransitionType.Succeeded]);
    }

    [Theory]
    [InlineData(FaultKind.LostAck)]
    [InlineData(FaultKind.LostRequest)]
    [InlineData(FaultKind.Refused)]
    public void A_commit_that_goes_wrong_doubles_nothing_and_is_answered_all_the_same(FaultKind fault)
    {
        var node = EngineCase.Node().Serving();
        node.Store.FailNext(StoreOperation.Commit, fault);
        var result = node.Await(node.Asked(node.New("t", TimeSpan.FromHours(1))));
        Created(result).ShouldBe(1);
        node.Steps("t").ShouldBe([TransitionType.Created]);
        node.ShouldBeSound();
    }

    [Fact]
    public void Work_that_meets_a_short_outage_is_accepted_after_it_and_a_long_one_is_told()
    {
        var node = EngineCase.Node().Serving();
        node.Store.Outage = true;
        var (shorter, longer) = (node.Asked(node.New("a")), node.Asked(node.New("b")));
        node.Advance(2);
        node.Store.Outage = false;
        Created(node.Await(shorter)).ShouldBe(1);
        Created(node.Await(longer)).ShouldBe(1);
        node.Store.Outage = true;
        var given = node.Asked(node.New("c"));
        node.Advance(10);
        node.Await(given).ShouldHaveSingleItem().ShouldBeOfType<SubmitResult.Unavailable>();
        node.Store.Outage = false;
        node.Advance(10);
        node.ShouldBeSound();
    }

    [Fact]
    public void A_step_that_the_store_can_never_take_fails_alone()
    {
        var node = EngineCase.Node();
        node.Between = ports => PoisonedStore.Between(ports, batch => batch.History.Any(entry => entry.Task.Value == "poison"));
        node.Serving();
        Task<IReadOnlyList<SubmitResult>>[] answers = [.. new[] { "a", "poison", "b" }.Select(id => node.Asked(node.New(id)))];
        var results = answers.Select(answer => node.Await(answer)[0].GetType()).ToArray();
        results.ShouldBe([typeof(SubmitResult.Accepted), typeof(SubmitResult.Refused), typeof(SubmitResult.Accepted)]);
        node.Advance(1);
        node.Stored("a")!.State.ShouldBe(TaskState.Succeeded);
        node.Stored("b")!.State.ShouldBe(TaskState.Succeeded);
        node.Stored("poison").ShouldBeNull();
    }

    [Fact]
    public void Each_task_of_a_request_has_an_end_of_its_own()
    {
        var node = EngineCase.Node();
        node.Between = ports => PoisonedStore.Between(ports, batch => batch.History.Any(entry => entry.Task.Value == "poison"));
        node.Serving().Submit(node.New("there", TimeSpan.FromHours(1)));
        var results = node.Await(node.Asked(node.New("a"), node.New("poison"), node.New("there"), node.New("poison"), node.New("b")));
        results.Select(Word).ShouldBe(["created", "refused", "exists", "refused", "created"]);
        node.Advance(1);
        node.Stored("a")!.State.ShouldBe(TaskState.Succeeded);
        node.Stored("b")!.State.ShouldBe(TaskState.Succeeded);
    }

    [Fact]
    public void An_inbox_row_that_the_store_can_never_take_holds_up_no_other()
    {
        var node = EngineCase.Node();
        node.Between = ports => PoisonedStore.Between(ports, batch => batch.History.Any(entry => entry.Task.Value == "poison"));
        node.Serving();
        foreach (var id in new[] { "poison", "later" })
        {
            var spec = node.New(id).Spec;
            node.Await(node.Ask(async _ =>
            {
                await node.Store.Connect("outsider").Inbox.InsertAsync([new(0, spec)], CancellationToken.None);
                return true;
            }));
            node.Advance(3);
        }

        node.Stored("later")!.State.ShouldBe(TaskState.Succeeded);
    }

    private static string Word(SubmitResult result) => result switch
    {
        SubmitResult.Accepted accepted => accepted.Created ? "created" : "exists",
        SubmitResult.Refused => "refused",
        _ => result.ToString(),
    };

    private static int Created(IEnumerable<SubmitResult> results) => results.Count(result => result is SubmitResult.Accepted { Created: true });
}
