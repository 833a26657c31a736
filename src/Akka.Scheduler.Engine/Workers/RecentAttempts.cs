using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Attempts that must not start (again) here: those that have run, and those that this worker said it does not know.</summary>
/// <remarks>Bounded by time: a grant older than the grant limit starts nothing anyhow, so what is remembered for at least that long suffices.</remarks>
internal sealed class RecentAttempts(TimeSpan memory, TimeProvider time)
{
    private HashSet<AttemptId> _young = [];
    private HashSet<AttemptId> _old = [];
    private long _turnedAt = time.GetTimestamp();

    public void Add(AttemptId attempt)
    {
        Turn();
        _young.Add(attempt);
    }

    public bool Contains(AttemptId attempt) => _young.Contains(attempt) || _old.Contains(attempt);

    // What was added since the last turn is remembered from one to two spans.
    private void Turn()
    {
        if (time.GetElapsedTime(_turnedAt) < memory) return;
        _turnedAt = time.GetTimestamp();
        (_young, _old) = (_old, _young);
        _young.Clear();
    }
}
