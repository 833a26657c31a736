using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Brings tasks from the store into memory: what runs and what others wait for, at the start; what waits, page by page, as far as the horizon and the windows allow.</summary>
internal sealed class LoadDesk(ShardCore core)
{
    // So many reads are on their way at once: many lanes must not keep other shards from the store.
    private const int MaxReads = 4;

    private readonly Queue<WaitingLane> _hungry = [];
    private IReadOnlyList<LaneKey>? _lanes;
    private IReadOnlyList<TaskSnapshot>? _running;
    private bool _knowsFollowed;
    private bool _knowsQueues;
    private int _reads;

    /// <summary>Whether what runs and what others wait for has been loaded, and which lanes there are, so that decisions rest on everything they need.</summary>
    public bool Serving { get; private set; }

    public void Begin()
    {
        core.Reader.Read(new ShardRead.Followed());
        core.Reader.Read(new ShardRead.Queues());
        core.Reader.Read(new ShardRead.Lanes());
        core.Reader.Read(new ShardRead.Running());
        core.Context.Timers.StartPeriodic("extend", ShardMessage.ExtendHorizon.Instance, core.Services.Settings.Horizon / 4);
    }

    /// <summary>Takes what runs, or which lanes there are, and answers whether that was the last that was missing.</summary>
    public bool Take(IReadOnlyList<TaskSnapshot>? running, IReadOnlyList<LaneKey>? lanes)
    {
        _running ??= running;
        _lanes ??= lanes;
        return TryServe();
    }

    /// <summary>Takes what others wait for, and answers whether that was the last that was missing.</summary>
    public bool TakeFollowed(IReadOnlyList<FollowedTask> tasks)
    {
        foreach (var task in tasks) core.AddFollowed(task.Parent, task.ChildShard);
        _knowsFollowed = true;
        return TryServe();
    }

    /// <summary>Takes which version the settings of queues have, and answers whether that was the last that was missing.</summary>
    public bool TakeQueues(long version)
    {
        core.Permits.Queues.Terms.Stood(version);
        _knowsQueues = true;
        return TryServe();
    }

    private bool TryServe()
    {
        if (_running is null || _lanes is null || !_knowsFollowed || !_knowsQueues) return false;
        core.Permits.Queues.Terms.Look();
        core.Lanes.Open(_lanes);
        foreach (var task in _running) core.Load(task);
        Serving = true;
        core.Services.Serving.Mark(core.Term.Shard);
        core.Services.Observer.ShardServing(core.Term, _running.Count);
        return true;
    }

    /// <summary>Looks at the lanes that something happened to: cuts those that hold too much, and reads on wherever there is room.</summary>
    public void ReadOn()
    {
        if (!Serving) return;
        var now = core.Now;
        while (core.Lanes.NextNoted() is { } lane)
        {
            var window = core.Lanes.Window;
            if (lane.IsOver(window)) Cut(lane, window);
            if (lane.IsHungry || !lane.Wants(now, window)) continue;
            lane.IsHungry = true;
            _hungry.Enqueue(lane);
        }

        while (_reads < MaxReads && _hungry.Count > 0) Read(now, core.Lanes.Window);
    }

    public void TakeWaiting(ShardMessage.WaitingLoaded loaded)
    {
        var read = loaded.Read;
        _reads--;
        core.Reads.End(read.Ticket);
        foreach (var ((lane, page), tasks) in read.Pages.Zip(loaded.Pages))
        {
            lane.Take(tasks);
            core.Lanes.Note(lane);
            if (page.IsProbe) continue;
            foreach (var task in tasks)
            {
                if (!core.Live.ContainsKey(task.Id) && !read.Ticket.IsStale(task.Id)) core.Load(task);
            }
        }
    }

    // One read takes as many lanes as fit into a page: a shard of thousands of small lanes is read as fast as one of a few large ones.
    private void Read(DateTimeOffset now, int window)
    {
        var (pageSize, pages) = (core.Services.Settings.PageSize, new List<(WaitingLane Lane, PageRequest Page)>());
        for (var room = pageSize; room >= Math.Min(pageSize, window) && _hungry.TryDequeue(out var lane);)
        {
            lane.IsHungry = false;
            if (!lane.Wants(now, window)) continue;
            var page = lane.Begin(now, window, pageSize);
            pages.Add((lane, page));
            room -= page.Limit;
        }

        if (pages.Count == 0) return;
        _reads++;
        core.Reader.Read(new ShardRead.Waiting(pages, core.Reads.Begin()));
    }

    private void Cut(WaitingLane lane, int window)
    {
        foreach (var entity in lane.CutTail(window))
        {
            lane.Leave(entity.Task);
            core.Forget(entity);
        }
    }
}
