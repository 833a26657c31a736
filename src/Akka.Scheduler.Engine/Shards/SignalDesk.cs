using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes up the signals to this shard's tasks. A signal leaves in the very commit that records what it says.</summary>
/// <remarks>One reading is worked off to its last commit before the next one begins, so a signal is never taken up twice.</remarks>
internal sealed class SignalDesk(ShardCore core, SettleDesk settle)
{
    private readonly HashSet<long> _taken = [];
    private readonly HashSet<long> _left = [];
    private bool _reading;
    private bool _lookAgain;

    /// <summary>Reads the signals, or notes that they must be read once more.</summary>
    public void Look()
    {
        if (_reading || _taken.Count > 0)
        {
            _lookAgain = true;
            return;
        }

        _reading = true;
        _lookAgain = false;
        core.Reader.Read(new ShardRead.Signals());
    }

    public void Take(IReadOnlyList<SignalRow> rows)
    {
        _reading = false;
        SignalRow[] fresh = [.. rows.Where(row => !_left.Contains(row.Position))];
        _lookAgain |= fresh.Length > 0 && rows.Count == core.Services.Settings.Commits.MaxBatch;
        _taken.UnionWith(fresh.Select(row => row.Position));
        if (fresh.Length > 0) settle.Take([.. fresh.GroupBy(row => row.Child).Select(NewsOf)]);
        else if (_lookAgain) Look();
    }

    /// <summary>The store can never take what a signal leads to: it stays where it is, and this owner passes it over.</summary>
    public void Leave(IReadOnlyList<SignalRow> rows)
    {
        _left.UnionWith(rows.Select(row => row.Position));
        Gone(rows);
    }

    /// <summary>A durable batch has removed signals.</summary>
    public void Gone(IReadOnlyList<SignalRow> rows)
    {
        _taken.ExceptWith(rows.Select(row => row.Position));
        if (_lookAgain && _taken.Count == 0) Look();
    }

    private static ShardMessage.Settle NewsOf(IGrouping<Domain.Ids.TaskId, SignalRow> rows) =>
        new(rows.Key, [.. rows.Select(row => new Settlement(row.Edge, row.End))], [.. rows]);
}
