using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine;

/// <summary>Where the lease is kept: an actor system of its own, on a thread of its own if the node wants that, which stops after everything else.</summary>
internal sealed class LeaseHome : IAsyncDisposable
{
    private readonly Func<LeaseHolder> _holder;
    private readonly DedicatedThread? _thread;
    private readonly ActorSystem _system;

    public LeaseHome(EngineOptions options, EngineParts parts, NodeIncarnation node, Lease lease, Action<StoreIdentity> storeChanged, Action<ActorFailure> onFailure)
    {
        _holder = () => new(node, parts.Store.Membership, options.Lease, lease, storeChanged);
        _thread = parts.LeaseOnOwnThread ? new("lease", parts.Time) : null;
        _system = ActorSystem.Create("membership", new()
        {
            Time = _thread?.Time ?? parts.Time,
            Dispatcher = _thread ?? parts.Dispatcher,
            Seed = parts.Seed,
            OnFailure = onFailure,
        });
    }

    public void Start() => _system.Spawn(new Props<LeaseMessage>(_holder) { Supervision = Supervision.Stop }, "lease");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _system.DisposeAsync();
        }
        finally
        {
            _thread?.Dispose();
        }
    }
}
