using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Lets every task that it reads be one that may run again: what a worker had begun and lost is begun anew.</summary>
internal sealed class ForgetsDelivery(IShardStore inner) : ShardStoreBetween(inner)
{
    public override async Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel) => Lax(await base.LoadRunningAsync(shard, cancel));

    public override async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel) =>
        [.. (await base.LoadWaitingAsync(shard, pages, cancel)).Select(Lax)];

    private static IReadOnlyList<TaskSnapshot> Lax(IReadOnlyList<TaskSnapshot> tasks) => [.. tasks.Select(task =>
        task with { Spec = task.Spec with { Template = task.Spec.Template with { Delivery = DeliveryGuarantee.AtLeastOnce } } })];
}

/// <summary>Forgets the ids of tasks as soon as they are finished.</summary>
internal sealed class ForgetsFinished(IShardStore inner) : ShardStoreBetween(inner)
{
    public override async Task<IReadOnlyList<TaskSnapshot>> FindAsync(int shard, IReadOnlyList<TaskId> ids, CancellationToken cancel) =>
        [.. (await base.FindAsync(shard, ids, cancel)).Where(task => !task.State.IsTerminal())];
}
