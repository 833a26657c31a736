using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>A dispatcher that a worker gives credits to.</summary>
/// <param name="Node">On which incarnation of which node; its credits end with it.</param>
/// <param name="Ref">Where it is.</param>
public readonly record struct DispatcherSeat(NodeIncarnation Node, ActorRef<DispatcherMessage> Ref);
