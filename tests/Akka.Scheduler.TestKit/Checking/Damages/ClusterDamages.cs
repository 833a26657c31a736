using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;
using static Akka.Scheduler.TestKit.Checking.Damages.Damage;

namespace Akka.Scheduler.TestKit.Checking.Damages;

/// <summary>Falsifies nodes, owners and sessions.</summary>
internal static class ClusterDamages
{
    public static IReadOnlyList<Damage> All { get; } =
    [
        new(27, "a dead node starts something", run =>
            run.Log.FirstOrDefault(row => row.Step?.Type == TransitionType.Started) is { } start
            && run.Terms.FirstOrDefault(term => (term.Shard, term.Epoch) == (start.Shard, start.Epoch)) is { } owner
                ? run with { Deaths = [.. run.Deaths, new(owner.OwnerInc, start.Step!.At.AddHours(-1))] }
                : null),
        new(28, "an owner is not up", run =>
            run.HealedAt is not null && run.Nodes.FirstOrDefault(node => run.Shards.Any(shard => shard.OwnerInc == node.Incarnation)) is { } node
                ? run with { Nodes = Replace(run.Nodes, node, node with { State = NodeRow.Up + 3 }) }
                : null),
        new(28, "an inbox is not empty", run =>
            run.HealedAt is not null && run.Submissions.FirstOrDefault(sent => run.StepsByTask.ContainsKey(sent.Task)) is { } sent
                ? run with { Inbox = [.. run.Inbox, new(0, -2, sent.Task)] }
                : null),
        new(29, "a session sits in a transaction", run =>
            run with { IdleTransactions = [.. run.IdleTransactions, new(run.EndedAt, 1, run.Tolerances.IdleInTransaction * 2, "SELECT 1")] }),
    ];
}
