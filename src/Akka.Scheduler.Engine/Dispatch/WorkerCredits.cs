using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>The unspent credits of one worker, by the stamp that they carry.</summary>
internal sealed class WorkerCredits(WorkerId worker, ActorRef<WorkerMessage> place)
{
    private readonly List<HeldCredits> _held = [];

    public ActorRef<WorkerMessage> Ref => place;

    public int Total { get; private set; }

    public IReadOnlyList<HeldCredits> Held => [.. _held];

    public void Add(CreditGrant grant)
    {
        Total += grant.Count;
        for (var i = 0; i < _held.Count; i++)
        {
            if (_held[i].OldStamp != grant.Stamp) continue;
            _held[i] = _held[i] with { Count = _held[i].Count + grant.Count };
            return;
        }

        _held.Add(new(grant.Stamp, grant.Count));
    }

    /// <summary>Takes up to <paramref name="most"/> credits of one stamp, the youngest first.</summary>
    public CreditGrant Take(int most)
    {
        var (stamp, count) = (_held[^1].OldStamp, Math.Min(most, _held[^1].Count));
        Total -= count;
        if (count == _held[^1].Count) _held.RemoveAt(_held.Count - 1);
        else _held[^1] = new(stamp, _held[^1].Count - count);
        return new(worker, place, stamp, count);
    }

    /// <summary>Stamps all credits anew, dropping those stamped before <paramref name="limit"/>.</summary>
    /// <returns>What was taken over, by its old stamp.</returns>
    public IReadOnlyList<HeldCredits> Restamp(long stamp, long limit)
    {
        HeldCredits[] taken = [.. _held.Where(held => held.OldStamp >= limit)];
        _held.Clear();
        Total = taken.Sum(held => held.Count);
        if (Total > 0) _held.Add(new(stamp, Total));
        return taken;
    }
}
