using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Storage;
using ClusterView = Akka.Scheduler.Cluster.Membership.ClusterView;
using WireClusterView = Akka.Scheduler.Client.Wire.ClusterView;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>The cluster as callers see it.</summary>
internal static class ClusterViews
{
    public static WireClusterView Of(ClusterView view)
    {
        var singleton = view.RowOf(ShardTerm.Singleton);
        var shards = view.Shards.Where(IsShard).ToList();
        return new()
        {
            Nodes = [.. view.Members.Select(member => Of(member, view))],
            Singleton = singleton is null ? null : new() { NodeId = singleton.Owner?.NodeId, Epoch = singleton.Epoch },
            ShardMapVersion = view.Map.Version,
            Shards = shards.Count,
            FreeShards = shards.Count(row => row.Owner is null),
            Moving = [.. Moving(view).Select(row => new ShardMoveView { Shard = row.Shard, From = row.Owner?.NodeId, To = LivingTargetOf(row, view)! })],
        };
    }

    public static NodeView Of(Member member, ClusterView view) => new()
    {
        Id = member.Node.NodeId,
        Incarnation = member.Node.Incarnation.ToString("D"),
        State = WordOf(member.State),
        Roles = member.Profile.Roles,
        Address = FirstOf(member.Profile.Address, member.Profile.Http),
        Http = FirstOf(member.Profile.Http),
        Version = FirstOf(member.Profile.Version),
        SilentMs = member.State.Lives() ? Math.Round(member.Silent.TotalMilliseconds) : null,
        Suspect = member.State.Lives() && member.IsSuspect,
        Shards = view.Shards.Count(row => IsShard(row) && row.Owner == member.Node),
        TargetShards = member.State.Lives() ? view.Map.Nodes.Count(node => node == member.Node.NodeId) : 0,
    };

    public static ShardView Of(ShardRow row, ClusterView view, ShardPhase? phase, ShardCount? count) => new()
    {
        Shard = row.Shard,
        NodeId = row.Owner?.NodeId,
        TargetNodeId = LivingTargetOf(row, view),
        Epoch = row.Epoch,
        State = row.Owner is null ? "free" : phase?.ToString().ToLowerInvariant() ?? "unknown",
        Live = count?.Live ?? 0,
        Queued = count?.Queued ?? 0,
        Running = count?.Running ?? 0,
    };

    /// <summary>The shards that the map means for another node than the one that has them, and that lives.</summary>
    public static IEnumerable<ShardRow> Moving(ClusterView view) =>
        view.Shards.Where(row => IsShard(row) && LivingTargetOf(row, view) is { } target && target != row.Owner?.NodeId);

    public static bool IsShard(ShardRow row) => row.Shard != ShardTerm.Singleton;

    public static string WordOf(MemberState state) => state.ToString().ToLowerInvariant();

    // The map may be older than a node's end; nothing goes to it any more.
    private static string? LivingTargetOf(ShardRow row, ClusterView view) =>
        view.Map.TargetOf(row.Shard) is { } target && view.Find(target) is not null ? target : null;

    private static string? FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0) return text;
        }

        return null;
    }
}
