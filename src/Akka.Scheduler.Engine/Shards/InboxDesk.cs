using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes up tasks that were accepted without this owner. A row leaves the inbox in the very commit that makes its task.</summary>
/// <remarks>One reading is worked off to its last commit before the next one begins, so a row is never taken up twice.</remarks>
internal sealed class InboxDesk(ShardCore core, SubmitDesk submit)
{
    private readonly HashSet<long> _taken = [];
    private bool _reading;
    private bool _lookAgain;

    /// <summary>Reads the inbox, or notes that it must be read once more.</summary>
    public void Look()
    {
        if (_reading || _taken.Count > 0)
        {
            _lookAgain = true;
            return;
        }

        _reading = true;
        _lookAgain = false;
        core.Reader.Read(new ShardRead.Inbox());
    }

    public void Take(IReadOnlyList<InboxRow> rows)
    {
        _reading = false;
        _lookAgain |= rows.Count == core.Services.Settings.Commits.MaxBatch;
        _taken.UnionWith(rows.Select(row => row.Position));
        if (rows.Count > 0) submit.Ask([.. rows.Select(row => new SubmitItem(row.Spec, null, 0, row.Position))]);
        else if (_lookAgain) Look();
    }

    /// <summary>A durable batch has removed a row.</summary>
    public void Gone(long position)
    {
        _taken.Remove(position);
        if (_lookAgain && _taken.Count == 0) Look();
    }
}
