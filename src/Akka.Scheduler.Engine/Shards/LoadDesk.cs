using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Brings tasks from the store into memory: what runs and what others wait for, at the start; what waits, page by page, as far as the horizon and the bound allow.</summary>
internal sealed class LoadDesk(ShardCore core)
{
    /// <summary>Whether what runs and what others wait for has been loaded, so that decisions rest on everything they need.</summary>
    public bool Serving { get; private set; }

    private IReadOnlyList<TaskSnapshot>? _running;
    private bool _knowsFollowed;

    public void Begin()
    {
        core.Reader.Read(new ShardRead.Followed());
        core.Reader.Read(new ShardRead.Running());
        core.Context.Timers.StartPeriodic("extend", ShardMessage.ExtendHorizon.Instance, core.Services.Settings.Horizon / 4);
    }

    /// <summary>What runs has come. The answer is whether the shard serves by now.</summary>
    public bool TakeRunning(IReadOnlyList<TaskSnapshot> tasks)
    {
        _running = tasks;
        return TryServe();
    }

    /// <summary>What others wait for has come. The answer is whether the shard serves by now.</summary>
    public bool TakeFollowed(IReadOnlyList<FollowedTask> tasks)
    {
        foreach (var task in tasks) core.AddFollowed(task.Parent, task.ChildShard);
        _knowsFollowed = true;
        return TryServe();
    }

    private bool TryServe()
    {
        if (_running is not { } tasks || !_knowsFollowed) return false;
        foreach (var task in tasks) core.Place(new(task));
        _running = null;
        Serving = true;
        core.Services.Serving.Mark(core.Term.Shard);
        core.Services.Observer.ShardServing(core.Term, tasks.Count);
        return true;
    }

    /// <summary>Reads on wherever a lane has room.</summary>
    public void ReadOn()
    {
        if (!Serving) return;
        foreach (var lane in core.Lanes)
        {
            if (lane.NextPage(core.Now) is { } page) core.Reader.Read(new ShardRead.Waiting(lane, page, core.Reads.Begin()));
        }
    }

    public void TakeWaiting(ShardMessage.WaitingLoaded loaded)
    {
        var read = loaded.Read;
        core.Reads.End(read.Ticket);
        read.Lane.Take(loaded.Tasks, read.Page.Limit);
        foreach (var task in loaded.Tasks)
        {
            if (!core.Live.ContainsKey(task.Id) && !read.Ticket.IsStale(task.Id)) core.Place(new(task));
        }
    }
}
