using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>The shards as a keeper has heard them. It grants nothing before each of them has said how it stands with everything kept here.</summary>
/// <param name="shards">How many there are.</param>
internal sealed class LimitSeats(int shards)
{
    private readonly Seat[] _seats = [.. Enumerable.Range(0, shards).Select(_ => new Seat())];
    private int _heard;

    /// <summary>Whether all of them have spoken.</summary>
    public bool AreComplete => _heard == _seats.Length;

    /// <summary>Those that have not.</summary>
    public IEnumerable<int> Missing => Enumerable.Range(0, _seats.Length).Where(shard => !_seats[shard].IsHeard);

    /// <summary>Whether it is the first word of another owner.</summary>
    public bool IsOther(LimitMessage.Report report) => report.Epoch > _seats[report.Shard].Epoch;

    /// <summary>Where a shard spoke from last.</summary>
    public ActorRef<ShardMessage>? RefOf(int shard) => _seats[shard].Ref;

    /// <summary>Takes note of who speaks.</summary>
    /// <returns>What its word is worth.</returns>
    public SeatWord Hear(LimitMessage.Report report)
    {
        var seat = _seats[report.Shard];
        if (report.Epoch < seat.Epoch || (report.Epoch == seat.Epoch && report.IsWhole && report.Sequence <= seat.Whole)) return SeatWord.Old;
        var isNew = report.Epoch > seat.Epoch;
        if (isNew) (seat.Epoch, seat.Sequence, seat.Whole) = (report.Epoch, 0, 0);
        var isLate = report.Sequence < seat.Sequence;
        seat.Ref = report.ReplyTo;
        seat.Sequence = Math.Max(seat.Sequence, report.Sequence);
        if (report.IsWhole && !isLate)
        {
            seat.Whole = report.Sequence;
            if (!seat.IsHeard) _heard++;
            seat.IsHeard = true;
        }

        return isLate ? SeatWord.Late : isNew && !report.IsWhole ? SeatWord.New : SeatWord.Good;
    }

    private sealed class Seat
    {
        public long Epoch { get; set; } = -1;

        public long Sequence { get; set; }

        public long Whole { get; set; }

        public bool IsHeard { get; set; }

        public ActorRef<ShardMessage>? Ref { get; set; }
    }
}

/// <summary>What a shard's word is worth to a keeper.</summary>
internal enum SeatWord
{
    /// <summary>It is its latest.</summary>
    Good,

    /// <summary>It is the first of a new owner, who has not said everything.</summary>
    New,

    /// <summary>It was overtaken by another one, which may have spoken of other limits. A whole one that is late does not count: it is asked for again.</summary>
    Late,

    /// <summary>It is that of a former owner, or says nothing that is not known.</summary>
    Old,
}
