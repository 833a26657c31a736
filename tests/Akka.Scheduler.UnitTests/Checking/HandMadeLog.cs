using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.UnitTests.Checking;

/// <summary>Writes the log of a few shards by hand, as commits and take-overs would.</summary>
internal sealed class HandMadeLog
{
    private readonly Dictionary<int, (long Epoch, long Seq, string Owner, Guid Inc)> _shards = [];
    private readonly Dictionary<string, TaskRow> _rows = [];

    public List<LogRow> Rows { get; } = [];

    public List<TermRow> Terms { get; } = [];

    public IReadOnlyList<ShardRow> Shards => [.. _shards.Select(shard => new ShardRow(shard.Key, shard.Value.Owner, shard.Value.Inc, shard.Value.Epoch, shard.Value.Seq))];

    public IReadOnlyList<TaskRow> Tasks => [.. _rows.Values];

    public IReadOnlyList<CountRow> Counts =>
        [.. _rows.Values.CountBy(row => (row.Task.Spec.Template.Queue, row.Task.State)).Select(count => new CountRow(count.Key.Queue, count.Key.State, count.Value))];

    public void TakeOver(int shard, string owner, Guid inc, DateTimeOffset at)
    {
        var before = _shards.GetValueOrDefault(shard);
        var now = (Epoch: before.Epoch + 1, Seq: before.Seq + 1, owner, inc);
        _shards[shard] = now;
        Terms.Add(new(shard, now.Epoch, owner, inc, now.Seq, at, "free"));
        Rows.Add(new(shard, now.Seq, 0, now.Epoch, null, LogRow.TermMark));
    }

    /// <summary>One commit with the steps, or one without any.</summary>
    public long Commit(int shard, params IReadOnlyList<TaskStep> steps)
    {
        var (epoch, seq, owner, inc) = _shards[shard];
        _shards[shard] = (epoch, ++seq, owner, inc);
        if (steps.Count == 0) Rows.Add(new(shard, seq, 0, epoch, null, "NOOP"));
        for (var i = 0; i < steps.Count; i++)
        {
            Rows.Add(new(shard, seq, i, epoch, steps[i].Entry));
            _rows[steps[i].After.Id.Value] = new(shard, steps[i].After);
        }

        return seq;
    }
}
