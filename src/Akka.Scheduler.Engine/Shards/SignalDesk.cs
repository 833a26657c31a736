using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes up the signals to this shard's tasks. A signal leaves in the very commit that records what it says.</summary>
internal sealed class SignalDesk(ShardCore core, SettleDesk settle)
{
    private readonly RowIntake<SignalRow> _intake = new(
        static row => row.Position, core.Services.Settings.Commits.MaxBatch, () => core.Reader.Read(new ShardRead.Signals()));

    /// <summary>Reads the signals, or notes that they must be read once more.</summary>
    public void Look() => _intake.Look();

    public void Take(IReadOnlyList<SignalRow> rows)
    {
        var fresh = _intake.Take(rows);
        if (fresh.Length > 0) settle.Take([.. fresh.GroupBy(row => row.Child).Select(NewsOf)]);
    }

    /// <summary>The store can never take what signals lead to.</summary>
    public void Leave(IReadOnlyList<SignalRow> rows)
    {
        foreach (var row in rows) _intake.Leave(row.Position);
    }

    /// <summary>A durable batch has removed signals.</summary>
    public void Gone(IReadOnlyList<SignalRow> rows)
    {
        foreach (var row in rows) _intake.Gone(row.Position);
    }

    private static ShardMessage.Settle NewsOf(IGrouping<Domain.Ids.TaskId, SignalRow> rows) =>
        new(rows.Key, [.. rows.Select(row => new Settlement(row.Edge, row.End))], [.. rows]);
}
