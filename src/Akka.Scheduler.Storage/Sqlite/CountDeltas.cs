namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>How the counts by queue and state change in one write: gathered first, so that a batch of hundreds of tasks writes a few rows.</summary>
internal sealed class CountDeltas
{
    private readonly Dictionary<(string Queue, long State), long> _deltas = [];

    public void Add(string queue, long state, int by) =>
        _deltas[(queue, state)] = _deltas.GetValueOrDefault((queue, state)) + by;

    public void Write(Session session)
    {
        foreach (var ((queue, state), by) in _deltas)
        {
            if (by == 0) continue;
            if (session["move_count"].Set(1, queue).Set(2, state).Set(3, by).Run() == 0)
                session["insert_count"].Set(1, queue).Set(2, state).Set(3, by).Run();
        }
    }
}
