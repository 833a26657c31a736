using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Engine.Queues;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>The cases that never leave their node: timers, pipes to oneself, and what a region or its host tells its own actors.</summary>
internal static class LocalOnly
{
    public static Type[] Cases { get; } =
    [
        typeof(ShardMessage.HandOff), typeof(ShardMessage.RunningLoaded), typeof(ShardMessage.LanesLoaded), typeof(ShardMessage.WaitingLoaded), typeof(ShardMessage.ReadFailed),
        typeof(ShardMessage.ReadAgain), typeof(ShardMessage.Found), typeof(ShardMessage.InboxRead), typeof(ShardMessage.Committed),
        typeof(ShardMessage.Released), typeof(ShardMessage.Rested), typeof(ShardMessage.Flush), typeof(ShardMessage.Resend),
        typeof(ShardMessage.Wake), typeof(ShardMessage.ExtendHorizon), typeof(ShardMessage.Credits), typeof(ShardMessage.CheckWorkers),
        typeof(ShardMessage.QueuesChanged), typeof(ShardMessage.QueuesRead), typeof(ShardMessage.LookAtLimit), typeof(ShardMessage.EpochsRead),
        typeof(ShardMessage.FollowedLoaded), typeof(ShardMessage.UnfollowedLoaded), typeof(ShardMessage.SignalsRead),
        typeof(ShardMessage.Settle), typeof(ShardMessage.FollowAgain), typeof(ShardMessage.RecallAgain),
        typeof(QueueMessage.BeginAnew), typeof(QueueMessage.Look), typeof(QueueMessage.Seen), typeof(QueueMessage.Loaded), typeof(QueueMessage.Failed),
        typeof(RegionMessage.Seen), typeof(RegionMessage.HandOffAll), typeof(RegionMessage.Acquired), typeof(RegionMessage.AcquireFailed),
        typeof(RegionMessage.LookAgain), typeof(RegionMessage.BeginAnew), typeof(RegionMessage.TakeAgain),
        typeof(WatchMessage.Look), typeof(WatchMessage.Seen), typeof(WatchMessage.Unseen), typeof(WatchMessage.Judged),
        typeof(DispatcherMessage.Demand), typeof(DispatcherMessage.Match), typeof(DispatcherMessage.WorkersChanged),
        typeof(WorkerMessage.DispatchersChanged), typeof(WorkerMessage.Ended), typeof(WorkerMessage.OfferSlots), typeof(WorkerMessage.Tick), typeof(WorkerMessage.DrainOver), typeof(WorkerMessage.LeaseLost),
        typeof(RelayMessage.Seen), typeof(RelayMessage.WishGrew), typeof(RelayMessage.Renew), typeof(RelayMessage.Expire), typeof(RelayMessage.Filled),
        typeof(RelayMessage.Flush),
        typeof(SchedulerMessage.HandOff), typeof(SchedulerMessage.Loaded), typeof(SchedulerMessage.LoadFailed), typeof(SchedulerMessage.LoadAgain),
        typeof(SchedulerMessage.CalendarsLoaded), typeof(SchedulerMessage.Known), typeof(SchedulerMessage.QuestionFailed), typeof(SchedulerMessage.CancelAnswered),
        typeof(SchedulerMessage.AskAgain), typeof(SchedulerMessage.RepeatKnown), typeof(SchedulerMessage.RepeatFailed), typeof(SchedulerMessage.Committed),
        typeof(SchedulerMessage.Released), typeof(SchedulerMessage.Flush), typeof(SchedulerMessage.Resend), typeof(SchedulerMessage.Wake),
    ];
}
