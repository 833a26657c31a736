using Akka.Scheduler.Client;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Tasks;

/// <summary>
/// Follows a task to its end: its output as it is written, its states on standard error, and an exit code from its outcome. A node
/// that is away for a while is waited for, and a node without a log stream is asked for the whole output at the end.
/// </summary>
internal sealed class TaskWatch
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);
    private readonly Invocation _run;
    private readonly LogPrinter _printer;
    private TaskView _task;

    private TaskWatch(Invocation run, TaskView task)
    {
        _run = run;
        _task = task;
        _printer = new LogPrinter(run);
    }

    /// <summary>Waits and reports.</summary>
    /// <param name="run">The command that waits.</param>
    /// <param name="task">The task as it was last seen.</param>
    /// <param name="within">The longest wait; null for no limit.</param>
    /// <returns>0 when it succeeded, otherwise 1.</returns>
    public static async Task<int> RunAsync(Invocation run, TaskView task, TimeSpan? within)
    {
        var watch = new TaskWatch(run, task);
        using var limit = new CancellationTokenSource(within ?? Timeout.InfiniteTimeSpan, run.Around.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, run.Cancel);
        try
        {
            await watch.FollowAsync(linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !run.Cancel.IsCancellationRequested)
        {
            var status = WireEnum.Name(watch._task.Status);
            run.Report.Note($"{task.Id} has not finished within {WireDuration.Format(within!.Value)}: it is {status}");
            return ExitCode.TaskFailed;
        }

        return watch.Conclude();
    }

    public static bool IsFinished(TaskView task) =>
        task.Status is WireStatus.Succeeded or WireStatus.Failed or WireStatus.Cancelled or WireStatus.Expired;

    private bool IsRunning => _task.Status == WireStatus.Running;

    private async Task FollowAsync(CancellationToken cancel)
    {
        using var stopLog = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var log = PumpLogAsync(stopLog.Token);
        try
        {
            await PollAsync(cancel);
            await Task.WhenAny(log, Task.Delay(LastLines, _run.Around.Time, cancel));
        }
        finally
        {
            await stopLog.CancelAsync();
            await log;
        }

        await PrintRestAsync(cancel);
    }

    private async Task PollAsync(CancellationToken cancel)
    {
        Tell();
        var pause = FirstPoll;
        var lastAnswer = _run.Around.Time.GetTimestamp();
        while (!IsFinished(_task))
        {
            await Task.Delay(pause, _run.Around.Time, cancel);
            pause = pause * 2 < LongestPoll ? pause * 2 : LongestPoll;
            try
            {
                var before = _task;
                _task = await _run.Client.Tasks.GetAsync(_task.Id, cancel);
                lastAnswer = _run.Around.Time.GetTimestamp();
                if (before.Status != _task.Status || (IsRunning && before.Attempt != _task.Attempt)) Tell();
            }
            catch (Exception away) when (IsPassing(away) && _run.Around.Time.GetElapsedTime(lastAnswer) < Patience)
            {
                pause = LongestPoll;
            }
        }
    }

    /// <summary>Never throws: what it could not show is fetched when the task has finished.</summary>
    private async Task PumpLogAsync(CancellationToken cancel)
    {
        try
        {
            while (!IsFinished(_task))
            {
                try
                {
                    await foreach (var line in _run.Client.Tasks.FollowLogAsync(_task.Id, cancel)) _printer.PrintAside(line);
                }
                catch (SchedulerUnreachableException)
                {
                    // The poll decides how long to bear with it.
                }

                await Task.Delay(LongestPoll / 2, _run.Around.Time, cancel);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SchedulerException or System.Text.Json.JsonException)
        {
            // Stopped, or a node that offers no stream.
        }
    }

    private async Task PrintRestAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var line in (await _run.Client.Tasks.LogAsync(_task.Id, cancel)).Items) _printer.PrintAside(line);
        }
        catch (SchedulerException)
        {
            // A task that never ran, or an executor that captures nothing, has no output.
        }
    }

    private void Tell() => _run.Report.Note(_task.Status switch
    {
        WireStatus.Running when _task.WorkerId is { } worker => $"{_task.Id} running: attempt {_task.Attempt} on {worker}",
        WireStatus.Running => $"{_task.Id} running: attempt {_task.Attempt}",
        _ => $"{_task.Id} {WireEnum.Name(_task.Status)}{(_task.Reason is null ? string.Empty : ": " + _task.Reason)}",
    });

    private int Conclude()
    {
        if (_run.Report.Format != Output.OutputFormat.Table) _run.Report.One(_task, WireJson.Default.TaskView, []);
        if (_task.Status == WireStatus.Succeeded) return ExitCode.Done;
        _run.Report.Note($"error: {_task.Error ?? _task.Result?.Message ?? _task.Reason ?? "it did not succeed"}");
        return ExitCode.TaskFailed;
    }

    private static bool IsPassing(Exception failure) =>
        failure is SchedulerUnreachableException or SchedulerException { Status: 429 or 502 or 503 or 504 };
}
