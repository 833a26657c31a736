using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>Looks at the cluster's workers and changes them while they run, wherever they are.</summary>
/// <param name="directory">The workers of all nodes.</param>
/// <param name="board">What those that give credits to this node said last.</param>
/// <param name="patience">How long an answer may take.</param>
/// <param name="time">The clock.</param>
public sealed class WorkerGate(WorkerDirectory directory, WorkerBoard board, TimeSpan patience, TimeProvider time)
{
    /// <summary>How all of them stand, by id; one that does not answer in time is shown as it was last heard of, if it was.</summary>
    public async Task<IReadOnlyList<WorkerAnswer>> ListAsync(CancellationToken cancel)
    {
        var answers = await Task.WhenAll(directory.All.Select(worker => AskAsync(worker.Key, worker.Value, SeenOf(worker.Key), cancel)));
        return [.. answers.OfType<WorkerAnswer>().OrderBy(answer => answer.Status.Worker.Value, StringComparer.Ordinal)];
    }

    /// <summary>Changes one.</summary>
    /// <returns>How it stands then; <see langword="null"/> when it is not there or does not answer.</returns>
    public async Task<WorkerAnswer?> ChangeAsync(WorkerId id, IReadOnlyList<WorkerMessage> changes, CancellationToken cancel)
    {
        if (directory.Find(id) is not { } place) return null;
        foreach (var change in changes) place.Tell(change);
        return await AskAsync(id, place, null, cancel);
    }

    private SeenWorker? SeenOf(WorkerId id) => board.Workers.FirstOrDefault(worker => worker.Node.NodeId == id.Value);

    private async Task<WorkerAnswer?> AskAsync(WorkerId id, ActorRef<WorkerMessage> place, SeenWorker? seen, CancellationToken cancel)
    {
        try
        {
            var status = await place.Ask<WorkerMessage, WorkerStatus>(static replyTo => new WorkerMessage.Describe(replyTo), patience, time, cancel);
            return new(status, Answered: true);
        }
        catch (AskTimeoutException)
        {
            return seen is null ? null : new(new(id, seen.Load.Capacity, seen.Load.Running, 0, false) { Profile = seen.Profile }, Answered: false);
        }
    }
}

/// <summary>How a worker stands.</summary>
/// <param name="Status">By its own word, or as it was last heard of.</param>
/// <param name="Answered">Whether it answered now.</param>
public sealed record WorkerAnswer(WorkerStatus Status, bool Answered);
