using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Testing.Running;

/// <summary>A handler of the application whose awaits may leave the simulation's thread and come back.</summary>
internal sealed class WatchedExecutor(ITaskExecutor handler, HandlerContext context, RunningAttempts attempts) : ITaskExecutor
{
    public string Name => handler.Name;

    public PayloadProblem? Check(JsonElement? payload) => handler.Check(payload);

    public Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel) => context.Run(() => WatchAsync(attempt, cancel));

    private async Task<AttemptOutcome> WatchAsync(AttemptContext attempt, CancellationToken cancel)
    {
        var running = attempts.Begin(Name, attempt);
        try
        {
            return await handler.RunAsync(attempt, cancel);
        }
        finally
        {
            attempts.End(running);
        }
    }
}
