using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>A shard's lanes of waiting tasks. They share the room in memory: the more of them hold something, the less each of them reads ahead.</summary>
/// <remarks>
/// <para>Invariant: of a lane that is not here nothing waits, neither in memory nor in the store.</para>
/// <para>Only lanes to which something happened are looked at, so a message costs the same however many there are.</para>
/// </remarks>
internal sealed class WaitingLanes(ShardSettings settings)
{
    // However many lanes there are, each of them has as many tasks in memory.
    private const int LeastWindow = 4;

    // As many lanes as there are priorities may hold as much as they like.
    private const int FullLanes = 4;

    private readonly Dictionary<LaneKey, WaitingLane> _lanes = [];
    private readonly Queue<WaitingLane> _noted = [];
    private WaitingLane? _last;
    private int _sharing;

    /// <summary>How many there are.</summary>
    public int Count => _lanes.Count;

    /// <summary>How many tasks a lane may hold now; twice as many before its tail goes.</summary>
    public int Window => Math.Clamp(
        (int)((long)FullLanes * settings.MaxLivePerLane / Math.Max(1, _sharing)), Math.Min(LeastWindow, settings.MaxLivePerLane), settings.MaxLivePerLane);

    /// <summary>Takes note of the lanes that the store has; the most urgent are read first.</summary>
    public void Open(IReadOnlyList<LaneKey> stored)
    {
        foreach (var key in stored.OrderByDescending(static key => key.Priority))
        {
            var lane = new WaitingLane(key, settings.Horizon, stored: true);
            _lanes.Add(key, lane);
            Note(lane);
        }
    }

    /// <summary>The lane of a task that waits.</summary>
    public WaitingLane Of(TaskSnapshot task)
    {
        if (_last is { } last && last.Key.Holds(task)) return last;
        var key = LaneKey.Of(task);
        if (!_lanes.TryGetValue(key, out var lane)) _lanes.Add(key, lane = new(key, settings.Horizon, stored: false));
        return _last = lane;
    }

    /// <summary>An entity goes from one lane to another one; absent where it stands in none.</summary>
    public void Move(TaskEntity entity, WaitingLane? to)
    {
        if (entity.Lane == to) return;
        var from = entity.Lane;
        entity.Lane = to;
        from?.Members.Remove(entity);
        to?.Members.Add(entity);
        if (from is not null) Note(from);
        if (to is not null) Note(to);
    }

    /// <summary>Something happened to a lane: it is to be looked at.</summary>
    public void Note(WaitingLane lane)
    {
        if (lane.IsNoted) return;
        lane.IsNoted = true;
        _noted.Enqueue(lane);
    }

    /// <summary>The next lane to look at.</summary>
    public WaitingLane? NextNoted()
    {
        if (!_noted.TryDequeue(out var lane)) return null;
        lane.IsNoted = false;
        var shares = lane.Members.Count > 0 || lane.Stored;
        if (shares != lane.IsCounted)
        {
            lane.IsCounted = shares;
            _sharing += shares ? 1 : -1;
        }

        return lane;
    }

    /// <summary>Time has passed: empty lanes are forgotten, and the others looked at.</summary>
    public void Refresh()
    {
        _last = null;
        foreach (var lane in _lanes.Values.ToArray())
        {
            lane.Relax();
            if (lane is { IsEmpty: true, IsNoted: false, IsHungry: false, IsCounted: false }) _lanes.Remove(lane.Key);
            else Note(lane);
        }
    }
}
