namespace Akka.Scheduler.Cluster.Membership;

/// <summary>Finds out whether another node lives on the same store, by watching its renewal counter.</summary>
/// <remarks>No clock is compared: a member whose counter stands still for TTL + margin on this node's own monotonic clock is taken for dead.</remarks>
public static class RivalWatch
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>A member with another node id that renews its lease, or <see langword="null"/> when there is none.</summary>
    /// <param name="store">The members.</param>
    /// <param name="self">This node, which does not count.</param>
    /// <param name="settings">How long a lease lives.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Gives up.</param>
    /// <remarks>Answers at once when nobody else is up; otherwise after at most TTL + margin.</remarks>
    public static async Task<MemberRow?> FindAsync(
        IMembershipStore store, NodeIncarnation self, LeaseSettings settings, TimeProvider time, CancellationToken cancel)
    {
        var first = await RivalsAsync(store, self, cancel);
        var since = time.GetTimestamp();
        while (first.Count > 0 && time.GetElapsedTime(since) < settings.Ttl + settings.Margin)
        {
            await Task.Delay(Poll, time, cancel);
            foreach (var rival in await RivalsAsync(store, self, cancel))
            {
                if (!first.TryGetValue(rival.Key, out var seen) || seen.RenewSeq != rival.Value.RenewSeq) return rival.Value;
            }
        }

        return null;
    }

    private static async Task<Dictionary<NodeIncarnation, MemberRow>> RivalsAsync(IMembershipStore store, NodeIncarnation self, CancellationToken cancel)
    {
        var members = await store.ReadAsync(cancel);
        return members
            .Where(member => member.State.Lives() && member.Node.NodeId != self.NodeId)
            .ToDictionary(member => member.Node);
    }
}
