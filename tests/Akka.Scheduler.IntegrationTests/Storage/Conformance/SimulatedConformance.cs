using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.IntegrationTests.Storage.Conformance;

/// <summary>Opens simulated stores without faults.</summary>
public sealed class SimulatedFixture : IStoreFixture
{
    public Task<OpenedStore> OpenAsync() =>
        Task.FromResult(new OpenedStore(new SimulatedStore(TimeProvider.System, seed: 1).Connect("fact"), () => ValueTask.CompletedTask));
}

public sealed class SimulatedFencingTests : FencingFacts<SimulatedFixture>;

public sealed class SimulatedBatchTests : BatchFacts<SimulatedFixture>;

public sealed class SimulatedContentTests : ContentFacts<SimulatedFixture>;

public sealed class SimulatedLoadingTests : LoadingFacts<SimulatedFixture>;

public sealed class SimulatedInboxTests : InboxFacts<SimulatedFixture>;

public sealed class SimulatedListTests : ListFacts<SimulatedFixture>;

public sealed class SimulatedQueryTests : QueryFacts<SimulatedFixture>;

public sealed class SimulatedScheduleTests : ScheduleFacts<SimulatedFixture>;

public sealed class SimulatedUniqueKeyTests : UniqueKeyFacts<SimulatedFixture>;

public sealed class SimulatedQueueTests : QueueFacts<SimulatedFixture>;

public sealed class SimulatedMembershipTests : MembershipFacts<SimulatedFixture>;

public sealed class SimulatedOwnershipTests : OwnershipFacts<SimulatedFixture>;

public sealed class SimulatedLifeTests : LifeFacts<SimulatedFixture>;

public sealed class SimulatedShardMapTests : ShardMapFacts<SimulatedFixture>;

public sealed class SimulatedOutputTests : OutputFacts<SimulatedFixture>;

public sealed class SimulatedIdempotencyTests : IdempotencyFacts<SimulatedFixture>;

public sealed class SimulatedRetentionTests : RetentionFacts<SimulatedFixture>;

public sealed class SimulatedDependencyTests : DependencyFacts<SimulatedFixture>;

public sealed class SimulatedSplitTests : SplitFacts<SimulatedFixture>;
