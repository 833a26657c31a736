using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>The attempt that is open now.</summary>
/// <param name="Id">Its name; only a result that carries it counts.</param>
/// <param name="Worker">Who runs it.</param>
/// <param name="StartedAt">When its start was decided.</param>
/// <param name="Deadline">When its owner gives it up: start + timeout.</param>
/// <param name="FencingToken">Rises with every start of the task; a target that remembers the highest one it saw can refuse a zombie.</param>
public sealed record OpenAttempt(AttemptId Id, WorkerId Worker, DateTimeOffset StartedAt, DateTimeOffset Deadline, long FencingToken);
