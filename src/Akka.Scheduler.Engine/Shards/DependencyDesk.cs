using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>The side of those who wait: tells the shards of their parents, again and again until each has answered.</summary>
/// <remarks>
/// <para>A task that waits needs no memory, except for what its parents' shards have not answered yet. After a take-over that is loaded.</para>
/// <para>What is said twice does no harm: a follower has one row for an edge, and an edge is settled once.</para>
/// </remarks>
internal sealed class DependencyDesk(ShardCore core, SettleDesk settle, PartsDesk parts)
{
    /// <summary>How many tasks are loaded at once.</summary>
    public const int Page = 500;

    // Edges in one message.
    private const int MaxEdges = 200;
    private static readonly TimeSpan Check = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    // What is accepted in an inbox is made long before.
    private static readonly TimeSpan MissingFor = TimeSpan.FromMinutes(1);
    private readonly Dictionary<TaskId, Dictionary<int, Telling>> _untold = [];
    private readonly List<FollowEdge> _fresh = [];
    private bool _armed;

    /// <summary>Looks for tasks whose parents' shards a former owner has not told.</summary>
    public void Begin() => core.Reader.Read(new ShardRead.Unfollowed(new("")));

    public void TakeLoaded(IReadOnlyList<TaskSnapshot> tasks)
    {
        foreach (var task in tasks)
        {
            parts.Note(task);
            Follow(task);
        }

        if (tasks.Count == Page) core.Reader.Read(new ShardRead.Unfollowed(tasks[^1].Id));
    }

    /// <summary>A step of a task is durable that has parents.</summary>
    public void Note(TaskSnapshot task)
    {
        if (task.Blocked == 0) _untold.Remove(task.Id);
        else if (task.Version == 1) Follow(task);
        else Settled(task);
    }

    /// <summary>Sends what this turn has gathered.</summary>
    public void Tell()
    {
        if (_fresh.Count > 0) TellFresh();
    }

    // Apart, because its closure would be made in every turn.
    private void TellFresh()
    {
        var shards = core.Services.Shards;
        foreach (var group in _fresh.GroupBy(edge => ShardHash.Of(edge.Parent.Value, shards.Shards)))
        {
            if (shards.Find(group.Key) is not { } owner) continue;
            foreach (var edges in group.Chunk(MaxEdges)) owner.Tell(new ShardMessage.Follow(core.Term.Shard, edges));
        }

        _fresh.Clear();
        if (_armed) return;
        _armed = true;
        core.Context.Timers.StartSingle("follow", ShardMessage.FollowAgain.Instance, Check);
    }

    /// <summary>Says again what has not been answered in its time.</summary>
    public void TellAgain()
    {
        _armed = false;
        var now = core.Now;
        foreach (var (child, edges) in _untold)
        {
            foreach (var (edge, telling) in edges)
            {
                if (telling.Again > now) continue;
                telling.Wait = telling.Wait * 2 < LongestWait ? telling.Wait * 2 : LongestWait;
                telling.Again = now + telling.Wait;
                _fresh.Add(new(telling.Parent, child, edge));
            }
        }

        if (_untold.Count == 0) return;
        _armed = true;
        core.Context.Timers.StartSingle("follow", ShardMessage.FollowAgain.Instance, Check);
    }

    /// <summary>A parent's shard has answered.</summary>
    public void Take(ShardMessage.Followed followed)
    {
        foreach (var group in followed.Answers.GroupBy(answer => answer.Child))
        {
            Settlement[] ends = [.. group.Where(IsEnd).Select(answer => new Settlement(answer.Edge, answer.End))];
            if (ends.Length > 0) settle.Take([new(group.Key, ends, [])]);
        }
    }

    // An end that is not durable here yet is asked for again until it is, or the task's own step says that nothing is left.
    private bool IsEnd(FollowAnswer answer)
    {
        if (answer.End?.IsTerminal() == true) return true;
        if (!_untold.TryGetValue(answer.Child, out var edges) || !edges.TryGetValue(answer.Edge, out var telling)) return false;
        // A part is in an inbox since the commit that split its task.
        if (answer.Missing) return !telling.IsPart && core.Now - (telling.MissingSince ??= core.Now) >= MissingFor;
        edges.Remove(answer.Edge);
        if (edges.Count == 0) _untold.Remove(answer.Child);
        return false;
    }

    private void Settled(TaskSnapshot task)
    {
        if (!_untold.TryGetValue(task.Id, out var edges)) return;
        foreach (var edge in edges.Keys.Where(number => task.Spec.EdgeOf(number) is var edge && (edge < 0 || task.Settled![edge] != DependencyMarks.Open)).ToList()) edges.Remove(edge);
        if (edges.Count == 0) _untold.Remove(task.Id);
    }

    private void Follow(TaskSnapshot task)
    {
        if (_untold.ContainsKey(task.Id)) return;
        var edges = new Dictionary<int, Telling>(task.Blocked);
        var again = core.Now + Check;
        for (var edge = 0; edge < task.Settled!.Length; edge++)
        {
            if (task.Settled[edge] != DependencyMarks.Open) continue;
            var (parent, number) = (task.Spec.Dependencies!.On[edge].Task, task.Spec.NumberOf(edge));
            edges.Add(number, new() { Parent = parent, IsPart = task.Spec.IsSplit && edge >= task.Spec.FirstPart, Again = again, Wait = Check });
            _fresh.Add(new(parent, task.Id, number));
        }

        _untold.Add(task.Id, edges);
    }

    private sealed class Telling
    {
        public required TaskId Parent { get; init; }

        public required bool IsPart { get; init; }

        public required DateTimeOffset Again { get; set; }

        public required TimeSpan Wait { get; set; }

        public DateTimeOffset? MissingSince { get; set; }
    }
}
