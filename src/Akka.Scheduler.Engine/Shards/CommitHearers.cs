namespace Akka.Scheduler.Engine.Shards;

/// <summary>The parts of a shard that hear of what is durable, or can never be.</summary>
internal sealed record CommitHearers(
    CommandDesk Commands, SubmitDesk Submit, InboxDesk Inbox, DependencyDesk Dependencies, PartsDesk Parts, FollowerDesk Followers, SignalDesk Signals);
