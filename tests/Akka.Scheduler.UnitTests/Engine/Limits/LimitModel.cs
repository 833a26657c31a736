using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.UnitTests.Engine.Limits;

/// <summary>A keeper (<see cref="KeptLimit"/>, <see cref="LimitSeats"/>) and shards that go by the numbers of their accounts alone.</summary>
internal sealed class LimitModel
{
    private const int Shards = 3;

    // At least one task has its turn in each.
    private const int Rounds = 1_000;
    private static readonly LimitName Name = LimitName.OfKey("k");
    private readonly SeededRandom _random;
    private readonly int _most;
    private readonly ModelShard[] _shards = [.. Enumerable.Range(0, Shards).Select(number => new ModelShard(number))];
    private readonly List<object> _underWay = [];
    private KeptLimit _kept = null!;
    private LimitSeats _seats = null!;
    private long _keeperEpoch;

    public LimitModel(SeededRandom random, int most)
    {
        (_random, _most) = (random, most);
        TakeKeeper();
    }

    public int Open => _shards.Sum(shard => shard.Open);

    public int Waiting => _shards.Sum(shard => shard.Waiting);

    public int Held => _kept.Held;

    public int Started { get; private set; }

    public string Last { get; private set; } = "";

    /// <summary>Something happens.</summary>
    public void Step()
    {
        var shard = _shards[_random.Next(Shards)];
        switch (_random.Next(40))
        {
            case < 6: Do("arrives", () => shard.Waiting++); break;
            case < 14: Do("says", () => Say(shard, isWhole: shard.KeeperEpoch < _keeperEpoch || _random.Next(8) == 0)); break;
            case < 28 when _underWay.Count > 0: Do("hears", Deliver); break;
            case < 34 when shard.Open > 0: Do("ends", shard.End); break;
            case 34: Do("closes", shard.Close); break;
            case 35: Do("is taken", () => shard.TakeOver(_keeperEpoch)); break;
            case 36 when _random.Next(8) == 0: Do("the keeper is taken", TakeKeeper); break;
            case 37: Do("all of it is said", () => Say(shard, isWhole: true)); break;
            default: break;
        }
    }

    /// <summary>Lets all run and end, without faults.</summary>
    public void Settle()
    {
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var shard in _shards)
            {
                Say(shard, isWhole: true);
                while (_underWay.Count > 0) Take(_underWay.Count - 1);
                while (shard.Open > 0) shard.End();
            }
        }
    }

    private void Do(string what, Action act)
    {
        Last = what;
        act();
    }

    private void TakeKeeper()
    {
        _keeperEpoch++;
        (_kept, _seats) = (new(Name, new(0, TimeProvider.System), 16), new(Shards));
    }

    // Whoever answers the keeper takes nothing of a former one any more.
    private void Say(ModelShard shard, bool isWhole)
    {
        if (isWhole) shard.KeeperEpoch = _keeperEpoch;
        _underWay.Add(shard.Report(Name, isWhole));
    }

    // Lost, or doubled, or neither; in any order.
    private void Deliver()
    {
        var at = _random.Next(_underWay.Count);
        var fate = _random.Next(10);
        if (fate == 0) _underWay.RemoveAt(at);
        else Take(at, keep: fate == 1);
    }

    private void Take(int at, bool keep = false)
    {
        var message = _underWay[at];
        if (!keep) _underWay.RemoveAt(at);
        if (message is LimitMessage.Report report) Hear(report);
        else if (message is (int number, LimitMessage.Share share)) Started += _shards[number].Take(share);
    }

    private void Hear(LimitMessage.Report report)
    {
        if (report.KeeperEpoch != _keeperEpoch || report.Epoch < _shards[report.Shard].EpochAtKeeper(_keeperEpoch)) return;
        var word = _seats.Hear(report);
        if (word == SeatWord.Old || (word == SeatWord.Late && (report.IsWhole || _kept.Find(report.Shard) is null))) return;
        foreach (var claim in report.Claims)
        {
            var share = _kept.ShareOf(report.Shard);
            if (share.Hear(report, claim, 0) && share is { IsIdle: true, IsUntold: false }) _kept.Forget(report.Shard);
        }

        if (!_seats.AreComplete) return;
        while (_kept.Held < _most && _kept.Next(_ => false) is { } next) _kept.Grant(next);
        foreach (var share in _kept.Shares.Where(share => share.IsUntold))
        {
            share.IsUntold = false;
            _underWay.Add((share.Shard, new LimitMessage.Share(0, _keeperEpoch, share.Epoch, Name, share.Account, share.Granted, share.Bounds, share.Stamp, false)));
        }
    }
}
