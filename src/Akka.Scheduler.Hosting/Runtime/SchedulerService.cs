using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Embedding;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>Ties the node's life to its process: starts with it, stops in order with it, and ends it when the node cannot go on.</summary>
internal sealed partial class SchedulerService(
    SchedulerRuntime runtime, HandlerSchedules schedules, IHostApplicationLifetime lifetime, ILogger<SchedulerService> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan PutAgain = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        schedules.Checked();
        await runtime.StartAsync($"http://{runtime.Options.Http.Bind}", cancellationToken);
        _ = StopWhenBroken();
        _ = PutSchedulesAsync();
        runtime.Engine.LeaveAsked.Register(() =>
        {
            LogLeave();
            lifetime.StopApplication();
        });
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await runtime.StopAsync(cancellationToken);
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // Whatever is not released here is taken over by the next incarnation; nothing acknowledged depends on it.
            LogStop(trouble.Message);
        }
    }

    public void Dispose() => _stopping.Dispose();

    // Beside the start and not in it: the singleton may be about to move, and this node can serve all the same.
    private async Task PutSchedulesAsync()
    {
        try
        {
            await schedules.PutAllAsync(
                runtime.Engine.Schedules,
                runtime.Store.Schedules,
                async (schedule, why) =>
                {
                    LogNotPut(schedule.Value, why);
                    await Task.Delay(PutAgain, runtime.Time, _stopping.Token);
                },
                _stopping.Token);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or StoreUnavailableException)
        {
            // The node stops; the next start puts what is left.
        }
    }

    private async Task StopWhenBroken()
    {
        try
        {
            var why = await runtime.Engine.Broken.WaitAsync(_stopping.Token);
            LogBroken(why);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // An orderly stop came first.
        }
    }

    [LoggerMessage(1101, LogLevel.Critical, "The node stops: {Why}")]
    private partial void LogBroken(string why);

    [LoggerMessage(1103, LogLevel.Information, "The cluster wants this node to leave; it gives its work away and stops")]
    private partial void LogLeave();

    [LoggerMessage(1104, LogLevel.Warning, "The schedule '{Schedule}' of a handler is not stored yet, and is tried again: {Why}")]
    private partial void LogNotPut(string schedule, string why);

    [LoggerMessage(1102, LogLevel.Warning, "The node did not stop in order: {Why}")]
    private partial void LogStop(string why);
}
