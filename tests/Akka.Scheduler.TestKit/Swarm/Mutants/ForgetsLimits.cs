using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.TestKit.Swarm.Mutants;

/// <summary>Lets a shard know nothing of limits of tasks that it reads.</summary>
/// <param name="inner">The shard store.</param>
/// <param name="ofRunning">Of those that run: a new owner does not count them. Otherwise of those that wait: they start without a permit.</param>
internal sealed class ForgetsLimits(IShardStore inner, bool ofRunning) : ShardStoreBetween(inner)
{
    public override async Task<IReadOnlyList<TaskSnapshot>> LoadRunningAsync(int shard, CancellationToken cancel)
    {
        var tasks = await base.LoadRunningAsync(shard, cancel);
        return ofRunning ? Unlimited(tasks) : tasks;
    }

    public override async Task<IReadOnlyList<IReadOnlyList<TaskSnapshot>>> LoadWaitingAsync(int shard, IReadOnlyList<LanePage> pages, CancellationToken cancel)
    {
        var tasks = await base.LoadWaitingAsync(shard, pages, cancel);
        return ofRunning ? tasks : [.. tasks.Select(Unlimited)];
    }

    private static IReadOnlyList<TaskSnapshot> Unlimited(IReadOnlyList<TaskSnapshot> tasks) =>
        [.. tasks.Select(task => task with { Spec = task.Spec with { Template = task.Spec.Template with { Limit = null } } })];
}
