using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Hosting.Telemetry;
using Akka.Scheduler.UnitTests.Domain.Tasks;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Hosting.Telemetry;

public sealed class TransitionHubTests
{
    private static readonly TaskSnapshot Ended = TaskCase.Pending() with { State = TaskState.Succeeded };
    private static readonly HistoryEntry Entry =
        new(Ended.Id, 3, TransitionType.Succeeded, TaskState.Running, TaskState.Succeeded, 1, null, DateTimeOffset.UnixEpoch, null);

    private readonly TransitionHub _hub = new(TimeProvider.System);

    [Fact]
    public void Steps_of_other_nodes_reach_subscribers_and_are_not_counted()
    {
        using var subscription = _hub.Subscribe(_ => true);

        _hub.Heard([TransitionNotice.Of(Ended, Entry)], lost: 2);
        _hub.Committed(Ended, Ended, Entry);

        subscription.Reader.Count.ShouldBe(2);
        subscription.TakeDropped().ShouldBe(2);
        _hub.Statistics[TransitionType.Succeeded].Total.ShouldBe(1);
    }

    [Fact]
    public async Task An_end_on_another_node_ends_the_wait_for_it()
    {
        using var waiter = _hub.WhenFinished(Ended.Id);

        _hub.Heard([TransitionNotice.Of(Ended, Entry)], lost: 0);

        (await waiter.End).ShouldBeNull();
        _hub.AwaitedTasks.ShouldBe(0);
    }

    [Fact]
    public void The_wish_is_what_somebody_waits_or_listens_for_and_is_told_when_it_grows()
    {
        var told = new List<AudienceWish>();
        _hub.Attach(() => told.Add(_hub.Wish));
        _hub.Wish.ShouldBe(AudienceWish.Nothing);

        using (_hub.WhenFinished(new TaskId("a")))
        {
            using var another = _hub.WhenFinished(new TaskId("b"));
            using (_hub.Subscribe(_ => true)) _hub.Wish.ShouldBe(AudienceWish.Steps);
            _hub.Wish.ShouldBe(AudienceWish.Ends);
        }

        _hub.Wish.ShouldBe(AudienceWish.Nothing);
        told.ShouldBe([AudienceWish.Ends, AudienceWish.Steps]);
    }
}
