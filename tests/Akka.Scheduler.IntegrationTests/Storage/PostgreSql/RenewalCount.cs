using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Counts the renewals that a store granted.</summary>
internal sealed class RenewalCount(IMembershipStore store) : IMembershipStore
{
    private readonly object _gate = new();

    public int Held { get; private set; }

    public bool WaitForHeld(int times)
    {
        lock (_gate)
        {
            while (Held < times)
            {
                if (!Monitor.Wait(_gate, TimeSpan.FromSeconds(60))) return false;
            }

            return true;
        }
    }

    public async Task<Renewal> RenewAsync(NodeIncarnation node, CancellationToken cancel)
    {
        var renewal = await store.RenewAsync(node, cancel);
        if (renewal.Outcome != RenewOutcome.Held) return renewal;
        lock (_gate)
        {
            Held++;
            Monitor.PulseAll(_gate);
        }

        return renewal;
    }

    public Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, MemberProfile profile, CancellationToken cancel) =>
        store.JoinAsync(node, shape, profile, cancel);

    public Task<bool> MoveAsync(NodeIncarnation node, MemberState to, CancellationToken cancel) => store.MoveAsync(node, to, cancel);

    public Task<bool> DeclareDeadAsync(MemberRow seen, CancellationToken cancel) => store.DeclareDeadAsync(seen, cancel);

    public Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, CancellationToken cancel) => store.ForgetAsync(before, cancel);

    public Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel) => store.ReadAsync(cancel);
}
