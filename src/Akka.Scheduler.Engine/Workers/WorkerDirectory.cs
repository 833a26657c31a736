using System.Collections.Concurrent;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Where the workers are. Written when workers come and go, read by shards from their own turns.</summary>
public sealed class WorkerDirectory
{
    private readonly ConcurrentDictionary<WorkerId, ActorRef<WorkerMessage>> _workers = new();

    private WorkerLook _look = new(0, []);

    /// <summary>The latest look at the cluster.</summary>
    public WorkerLook Look => Volatile.Read(ref _look);

    /// <summary>Takes over what a look at the cluster showed, also when it showed nothing new.</summary>
    /// <param name="living">The incarnations of workers that live.</param>
    public void See(IReadOnlyCollection<NodeIncarnation> living) => Volatile.Write(ref _look, new(Look.Number + 1, living));

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<KeyValuePair<WorkerId, ActorRef<WorkerMessage>>> All => [.. _workers];

    /// <summary>A worker is there.</summary>
    public void Add(WorkerId id, ActorRef<WorkerMessage> worker) => _workers[id] = worker;

    /// <summary>These workers are there, and no others.</summary>
    public void Replace(IReadOnlyDictionary<WorkerId, ActorRef<WorkerMessage>> workers)
    {
        foreach (var (id, worker) in workers) _workers[id] = worker;
        foreach (var id in _workers.Keys.Where(id => !workers.ContainsKey(id))) _workers.TryRemove(id, out _);
    }

    /// <summary>The worker, or <see langword="null"/> when nobody knows where it is.</summary>
    public ActorRef<WorkerMessage>? Find(WorkerId id) => _workers.GetValueOrDefault(id);
}
