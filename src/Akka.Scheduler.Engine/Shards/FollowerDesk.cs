using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>The side of those who are waited for: takes note of who waits, and tells when a task has ended.</summary>
/// <remarks>
/// <para>Invariant: a follower's row is committed before, or with, the step that ends its parent; that step's commit turns the rows into signals. So whoever was
/// told that it will hear does hear, whoever owns the shard by then.</para>
/// <para>It holds because the steps of a shard are committed in the order in which they were decided: who asks while an end is on its way waits for it.</para>
/// </remarks>
internal sealed class FollowerDesk(ShardCore core)
{
    private readonly HashSet<int> _hints = [];

    public void Take(ShardMessage.Follow follow)
    {
        List<ShardMessage.Follow>? unknown = null;
        foreach (var group in follow.Edges.GroupBy(edge => edge.Parent))
        {
            var ofParent = follow with { Edges = [.. group] };
            if (!core.Live.TryGetValue(group.Key, out var entity)) (unknown ??= []).Add(ofParent);
            else if (entity.Busy) entity.Defer(ofParent);
            else Register(entity.Task, ofParent);
        }

        if (unknown is not null) LookUp(unknown);
    }

    /// <summary>The store has said how the parents stand. One that does not exist may come yet, so this is said, and asked again.</summary>
    public void Found(ShardLookup.ForFollow lookup, IReadOnlyList<TaskSnapshot> tasks)
    {
        var found = tasks.ToDictionary(task => task.Id);
        List<ShardMessage.Follow>? again = null;
        foreach (var follow in lookup.Follows)
        {
            var parent = follow.Edges[0].Parent;
            if (core.Live.ContainsKey(parent)) Take(follow);
            else if (lookup.Ticket.IsStale(parent)) (again ??= []).Add(follow);
            else if (found.TryGetValue(parent, out var task)) Register(task, follow);
            else Answer(follow, null, missing: true);
        }

        if (again is not null) LookUp(again);
    }

    /// <summary>The followers of a batch are durable.</summary>
    public void Answer(IReadOnlyList<FollowerRow> followers)
    {
        foreach (var group in followers.GroupBy(row => row.ChildShard))
            core.Services.Shards.Find(group.Key)?.Tell(new ShardMessage.Followed([.. group.Select(row => new FollowAnswer(row.Child, row.Edge, null))]));
    }

    /// <summary>A task has ended, durably: the shards of those that wait for it are told to look.</summary>
    public void Ended(TaskId task)
    {
        if (core.Followed.Remove(task, out var shards)) _hints.UnionWith(shards);
    }

    /// <summary>Sends what this turn has gathered.</summary>
    public void Hint()
    {
        if (_hints.Count == 0) return;
        foreach (var shard in _hints) core.Services.Shards.Find(shard)?.Tell(ShardMessage.SignalsWait.Instance);
        _hints.Clear();
    }

    private void Register(TaskSnapshot parent, ShardMessage.Follow follow)
    {
        if (parent.State.IsTerminal())
        {
            Answer(follow, parent.State, missing: false);
            return;
        }

        // It will be asked again.
        if (core.Line.Backlog > core.Services.Settings.Commits.MaxBacklog) return;
        FollowerRow[] rows = [.. follow.Edges.Select(edge => new FollowerRow(edge.Parent, edge.Child, edge.Edge, follow.ChildShard))];
        core.AddFollowed(parent.Id, follow.ChildShard);
        core.Submit(new(null, null, null, StepEffect.AnswerFollow.Instance) { Followers = rows });
    }

    private void Answer(ShardMessage.Follow follow, TaskState? end, bool missing) => core.Services.Shards.Find(follow.ChildShard)?.Tell(
        new ShardMessage.Followed([.. follow.Edges.Select(edge => new FollowAnswer(edge.Child, edge.Edge, end, missing))]));

    private void LookUp(List<ShardMessage.Follow> follows) => core.Reader.Read(new ShardRead.Lookup(
        new ShardLookup.ForFollow([.. follows.Select(follow => follow.Edges[0].Parent).Distinct()], follows) { Ticket = core.Reads.Begin() }));
}
