using Akka.Scheduler.Cluster.Membership;

namespace Akka.Scheduler.UnitTests.Cluster;

/// <summary>A store of members whose renewals end as a test says.</summary>
internal sealed class ScriptedMembers(Func<Task<Renewal>> renew) : IMembershipStore
{
    public int Asked { get; private set; }

    public Task<Renewal> RenewAsync(NodeIncarnation node, CancellationToken cancel)
    {
        Asked++;
        return renew();
    }

    public Task<JoinOutcome> JoinAsync(NodeIncarnation node, ClusterShape shape, MemberProfile profile, CancellationToken cancel) =>
        Task.FromResult<JoinOutcome>(new JoinOutcome.Joined());

    public Task<bool> MoveAsync(NodeIncarnation node, MemberState to, CancellationToken cancel) => Task.FromResult(false);

    public Task<bool> DeclareDeadAsync(MemberRow seen, CancellationToken cancel) => Task.FromResult(false);

    public Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<MemberRow>>([]);
}
