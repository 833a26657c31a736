using System.Globalization;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Testing.Simulation;

namespace Akka.Scheduler.TestKit.Swarm;

/// <summary>How often what happened in swarm runs, by name: faults, what came of them, and what became of tasks.</summary>
public sealed record SwarmCoverage
{
    /// <summary>A shard that was free was taken by a node that had not had it.</summary>
    public const string TakeOver = "TakeOver";

    /// <summary>A shard was given to another node in order.</summary>
    public const string HandOff = "HandOff";

    /// <summary>A commit was sent again that had been applied already.</summary>
    public const string AnsweredAgain = "AnsweredAgain";

    /// <summary>A shard's actor was fenced.</summary>
    public const string Fenced = "Fenced";

    /// <summary>A member was declared dead.</summary>
    public const string DeclaredDead = "DeclaredDead";

    /// <summary>A frame was lost.</summary>
    public const string FrameLost = "FrameLost";

    /// <summary>A frame was sent twice.</summary>
    public const string FrameDoubled = "FrameDoubled";

    /// <summary>A redrive ran parts of a task again.</summary>
    public const string PartsAgain = "PartsAgain";

    /// <summary>The counts.</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>How often something happened.</summary>
    public long this[string name] => Counts.GetValueOrDefault(name);

    /// <summary>Adds another run's.</summary>
    public void Add(SwarmCoverage other)
    {
        foreach (var (name, count) in other.Counts) Add(name, count);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Counts.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} {each.Value}")));

    internal static SwarmCoverage Of(SimulatedWorld world, SwarmCluster cluster, SwarmNemesis nemesis)
    {
        var coverage = new SwarmCoverage();
        foreach (var (kind, count) in nemesis.Happened) coverage.Add(kind.ToString(), count);
        foreach (var decision in world.Store.Decisions.Where(decision => !decision.Masked && decision.Mark.Operation != StoreOperation.Store)) coverage.Add(decision.Kind.ToString(), 1);
        coverage.Add(AnsweredAgain, world.Store.AnsweredAgain);
        coverage.Add(FrameLost, world.Network.Lost);
        coverage.Add(FrameDoubled, world.Network.Doubled);
        foreach (var observer in cluster.Nodes.Select(node => node.Observer))
        {
            coverage.Add(Fenced, observer.Fenced);
            coverage.Add(HandOff, observer.HandedOff);
            coverage.Add(DeclaredDead, observer.DeclaredDead);
        }

        foreach (var shard in world.Store.State.Shards.Values) coverage.AddLog(shard);
        return coverage;
    }

    private void AddLog(ShardState shard)
    {
        ShardLogEntry? former = null;
        foreach (var entry in shard.Log)
        {
            if (entry is ShardLogEntry.Term { Reason: "free" } && former is not null && former.Owner.NodeId != entry.Owner.NodeId) Add(TakeOver, 1);
            if (entry is ShardLogEntry.Tasks tasks)
            {
                foreach (var step in tasks.Content.History) Add(step.Type.ToString(), 1);
                Add(PartsAgain, tasks.Content.History.Count(step => step is { Type: TransitionType.Redriven, Detail: not null }));
            }

            former = entry;
        }
    }

    private void Add(string name, long count) => Counts[name] = Counts.GetValueOrDefault(name) + count;
}
