using Akka.Scheduler.Cluster;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine;

namespace Akka.Scheduler.Benchmarks.Engine;

/// <summary>Writes whatever goes wrong to standard error: a benchmark with trouble in it measures nothing.</summary>
internal sealed class StandardErrorObserver : IEngineObserver, IClusterObserver
{
    public void ShardServing(ShardTerm term, int running) { }

    public void ShardFenced(ShardTerm term, string why) => Console.Error.WriteLine($"{term}: fenced: {why}");

    public void StepPoisoned(ShardTerm term, TaskId task, string why) => Console.Error.WriteLine($"{term}: {task}: {why}");

    public void StoreTrouble(ShardTerm term, string operation, string why) => Console.Error.WriteLine($"{term}: {operation}: {why}");

    public void LeaseLost() => Console.Error.WriteLine("the lease is lost");

    public void Dropped(string what) { }

    public void UpkeepFailed(string task, string why) => Console.Error.WriteLine($"{task}: {why}");

    public void ActorFailed(string path, Exception fault) => Console.Error.WriteLine($"{path}: {fault}");

    public void ScheduleTrouble(string schedule, string why) => Console.Error.WriteLine($"{schedule}: {why}");

    public void LimitInForce(string queue, long version) { }

    public void MemberDeclaredDead(NodeIncarnation member, TimeSpan silent) => Console.Error.WriteLine($"{member} is declared dead");

    public void MemberChanged(NodeIncarnation member, MemberState state) { }

    public void ClusterTrouble(string operation, string why) => Console.Error.WriteLine($"{operation}: {why}");

    public void ShardMoved(int shard, ShardChange change, TimeSpan took) { }

    public void MapPublished(long version, int moves) { }
}
