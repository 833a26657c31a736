using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Limits;

namespace Akka.Scheduler.UnitTests.Engine.Limits;

/// <summary>A shard of <see cref="LimitModel"/>: what waits and runs, and what it has with the keeper.</summary>
internal sealed class ModelShard(int number)
{
    private readonly Dictionary<long, long> _epochs = [];
    private long _epoch = 1;
    private long _sequence;
    private long _account = 1;
    private long _granted;
    private long _returned;
    private int _extra;

    public int Waiting { get; set; }

    public int Open { get; private set; }

    /// <summary>The keeper's latest term that it knows of.</summary>
    public long KeeperEpoch { get; set; }

    /// <summary>What a term of the keeper read of its term when it began.</summary>
    public long EpochAtKeeper(long keeper) => _epochs.TryGetValue(keeper, out var epoch) ? epoch : _epochs[keeper] = _epoch;

    public void End()
    {
        Open--;
        if (_extra > 0) _extra--;
        else _returned++;
    }

    public void Close()
    {
        if (_granted != _returned || _extra > 0 || Waiting > 0) return;
        _account++;
        (_granted, _returned) = (0, 0);
    }

    /// <summary>Another owner: what is open it finds, of permits it knows nothing, and the keeper's term it reads.</summary>
    public void TakeOver(long keeper)
    {
        _epoch++;
        KeeperEpoch = keeper;
        (_sequence, _account, _granted, _returned, _extra) = (0, 1, 0, 0, Open);
    }

    public LimitMessage.Report Report(LimitName name, bool isWhole) => new(
        number, _epoch, ++_sequence, KeeperEpoch, isWhole,
        [new(name, new(null, null, 0), _account, _granted, _returned, _extra, new ReadyCounts(0, Waiting, 0, 0), DateTimeOffset.UnixEpoch, _sequence)], null!);

    /// <summary>Starts what a grant is for, and gives back what nobody needs.</summary>
    /// <returns>How many were started.</returns>
    public int Take(LimitMessage.Share share)
    {
        if (share.Epoch != _epoch || share.Account != _account || share.KeeperEpoch != KeeperEpoch) return 0;
        var more = Math.Max(0, share.Granted - _granted);
        _granted += more;
        var starts = (int)Math.Min(more, Waiting);
        (Waiting, Open) = (Waiting - starts, Open + starts);
        _returned += more - starts;
        return starts;
    }
}
