using System.Collections.Concurrent;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Where the workers are. Written when workers come and go, read by shards from their own turns.</summary>
public sealed class WorkerDirectory
{
    private readonly ConcurrentDictionary<WorkerId, ActorRef<WorkerMessage>> _workers = new();

    /// <summary>A worker is there.</summary>
    public void Add(WorkerId id, ActorRef<WorkerMessage> worker) => _workers[id] = worker;

    /// <summary>These workers are there, and no others.</summary>
    public void Replace(IReadOnlyDictionary<WorkerId, ActorRef<WorkerMessage>> workers)
    {
        foreach (var (id, worker) in workers) _workers[id] = worker;
        foreach (var id in _workers.Keys.Where(id => !workers.ContainsKey(id))) _workers.TryRemove(id, out _);
    }

    /// <summary>The worker, or <see langword="null"/> when it is not known: its attempts are lost.</summary>
    public ActorRef<WorkerMessage>? Find(WorkerId id) => _workers.GetValueOrDefault(id);
}
