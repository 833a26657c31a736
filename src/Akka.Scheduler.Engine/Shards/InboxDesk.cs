using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>Takes up tasks that were accepted without this owner. A row leaves the inbox in the very commit that makes its task.</summary>
/// <remarks>One reading is worked off to its last commit before the next one begins, so a row is never taken up twice.</remarks>
internal sealed class InboxDesk(ShardCore core, SubmitDesk submit)
{
    private readonly HashSet<long> _taken = [];
    private readonly HashSet<long> _left = [];
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
        InboxRow[] fresh = [.. rows.Where(row => !_left.Contains(row.Position))];
        _lookAgain |= fresh.Length > 0 && rows.Count == core.Services.Settings.Commits.MaxBatch;
        _taken.UnionWith(fresh.Select(row => row.Position));
        if (fresh.Length > 0) submit.Ask([.. fresh.Select(row => new SubmitItem(row.Spec, null, 0, row.Position))]);
        else if (_lookAgain) Look();
    }

    /// <summary>The store can never take what a row asks for: it stays where it is, and this owner passes it over.</summary>
    public void Leave(long position)
    {
        _left.Add(position);
        Gone(position);
    }

    /// <summary>A durable batch has removed a row.</summary>
    public void Gone(long position)
    {
        _taken.Remove(position);
        if (_lookAgain && _taken.Count == 0) Look();
    }
}
