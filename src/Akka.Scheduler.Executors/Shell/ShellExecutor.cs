using System.Diagnostics;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>
/// Runs commands of the operating system, each in a session of its own, with a clean environment, live bounded output, and an end that
/// takes along everything that the command started.
/// </summary>
/// <remarks>
/// Exit code 0 succeeds, everything else fails and may be tried again. A command that ends by itself may leave processes behind; one that
/// is cancelled or times out may not.
/// </remarks>
public sealed class ShellExecutor : ITaskExecutor
{
    private static readonly string[] LauncherPlaces = ["/usr/bin/setsid", "/bin/setsid"];

    private readonly ShellOptions _options;
    private readonly TimeProvider _time;
    private readonly string? _launcher;

    /// <summary>Makes the executor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">What graces are measured with.</param>
    public ShellExecutor(ShellOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time) = (options, time);
        var launcher = options.SessionLauncher ?? LauncherPlaces.FirstOrDefault(File.Exists);
        _launcher = string.IsNullOrEmpty(launcher) ? null : launcher;
    }

    /// <inheritdoc/>
    public string Name => "shell";

    private static string Disabled =>
        $"The shell executor is off. Set {ShellOptions.EnabledKey} = true on the nodes that may run commands.";

    /// <inheritdoc/>
    public PayloadProblem? Check(JsonElement? payload) =>
        _options.Enabled ? ShellPayload.Read(payload, out _) : new PayloadProblem("", Disabled);

    /// <inheritdoc/>
    public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        // Another worker may well be allowed to.
        if (!_options.Enabled) return new AttemptOutcome.Failed(Disabled, null) { Reason = TaskReason.Disabled };
        if (ShellPayload.Read(PayloadText.Parse(attempt.Payload), out var payload) is { } problem) return PayloadText.Refused(problem);
        var run = new ShellRun(_options, _time, attempt);
        await using var input = await ShellInput.OpenAsync(payload.Input, attempt.Parts, cancel);
        return await run.RunAsync(Start(payload, attempt), input, _launcher is not null, cancel);
    }

    private ProcessStartInfo Start(ShellPayload payload, AttemptContext attempt)
    {
        string[] command = payload.Arguments is { } arguments
            ? [payload.Command, .. arguments]
            : [payload.Shell ?? _options.Shell, "-c", payload.Command];
        // The launcher makes the session and becomes the command: same process id, so that it is also the id of session and group.
        if (_launcher is not null) command = [_launcher, "--", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = payload.WorkingDirectory ?? _options.WorkingDirectory ?? "",
        };
        ShellEnvironment.Fill(start.Environment, _options, payload, attempt);
        return start;
    }
}
