namespace Akka.Scheduler.Hosting.Transport;

/// <summary>Lets the same trouble through once in an interval, and counts the rest.</summary>
/// <remarks>
/// Callers are told apart by fault only, not by what they say they are: a stranger could otherwise fill memory and log with names.
/// </remarks>
internal sealed class TroubleReports(ITransportObserver observer, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TransportFault Fault, string Peer), Entry> _entries = [];

    /// <summary>Trouble with a peer that this node calls.</summary>
    public void OfPeer(TransportFault fault, string peer, string message) => Report((fault, peer), peer, message);

    /// <summary>Trouble with somebody who called.</summary>
    public void OfCaller(TransportFault fault, string caller, string message) => Report((fault, ""), caller, message);

    /// <summary>Forgets a peer that is gone.</summary>
    public void Forget(string peer)
    {
        lock (_lock)
        {
            foreach (var key in _entries.Keys.Where(key => key.Peer == peer).ToList()) _entries.Remove(key);
        }
    }

    private void Report((TransportFault Fault, string Peer) key, string peer, string message)
    {
        long unreported;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.ReportedAt) < interval)
            {
                entry.Unreported++;
                return;
            }

            unreported = entry?.Unreported ?? 0;
            _entries[key] = new Entry(time.GetTimestamp());
        }

        observer.Trouble(new(key.Fault, peer, message, unreported));
    }

    private sealed class Entry(long reportedAt)
    {
        public long ReportedAt => reportedAt;

        public long Unreported { get; set; }
    }
}
