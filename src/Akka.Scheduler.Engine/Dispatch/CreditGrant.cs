using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Permission to start attempts on a worker, given in advance by the worker itself.</summary>
/// <remarks>
/// A worker runs an attempt only on a credit of its own that is younger than the grant limit by its own clock, so an attempt that was
/// granted by an owner that no longer is one, or whose message came late, starts nothing.
/// </remarks>
/// <param name="Worker">Whose slots.</param>
/// <param name="Ref">Where the worker is.</param>
/// <param name="Stamp">Which issue of credits this is: the worker's own monotonic clock when it began it, in <see cref="TimeProvider"/> timestamp units.</param>
/// <param name="Count">How many slots, from 1.</param>
public sealed record CreditGrant(NodeIncarnation Worker, ActorRef<WorkerMessage> Ref, long Stamp, int Count);
