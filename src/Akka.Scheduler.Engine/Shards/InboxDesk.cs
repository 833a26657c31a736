using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes up tasks that were accepted without this owner. A row leaves the inbox in the very commit that makes its task.</summary>
internal sealed class InboxDesk(ShardCore core, SubmitDesk submit)
{
    private readonly RowIntake<InboxRow> _intake = new(
        static row => row.Position, core.Services.Settings.Commits.MaxBatch, () => core.Reader.Read(new ShardRead.Inbox()));

    /// <summary>Reads the inbox, or notes that it must be read once more.</summary>
    public void Look() => _intake.Look();

    public void Take(IReadOnlyList<InboxRow> rows)
    {
        var fresh = _intake.Take(rows);
        if (fresh.Length > 0) submit.Ask([.. fresh.Select(row => new SubmitItem(row.Spec, null, 0, row.Position))]);
    }

    /// <summary>The store can never take what a row asks for.</summary>
    public void Leave(long position) => _intake.Leave(position);

    /// <summary>A durable batch has removed a row.</summary>
    public void Gone(long position) => _intake.Gone(position);
}
