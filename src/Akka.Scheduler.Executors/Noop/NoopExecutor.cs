using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Noop;

/// <summary>
/// Does nothing, for demonstrations and measurements. A payload may ask it to wait (<c>delayMs</c>) and to fail (<c>fail</c>, the message).
/// </summary>
/// <param name="time">What a wait is measured with.</param>
public sealed class NoopExecutor(TimeProvider time) : ITaskExecutor
{
    private const int LongestDelayMs = 24 * 60 * 60 * 1000;

    // One task for all attempts without a payload: nothing is allocated on the way that benchmarks measure.
    private static readonly Task<AttemptOutcome> Done = Task.FromResult<AttemptOutcome>(new AttemptOutcome.Succeeded(null));

    /// <inheritdoc/>
    public string Name => "noop";

    /// <inheritdoc/>
    public PayloadProblem? Check(JsonElement? payload) => Read(payload, out _, out _);

    /// <inheritdoc/>
    public bool RunsInline(string? payload) => payload is null;

    /// <inheritdoc/>
    public Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.Payload is null ? Done : RunAsync(attempt.Payload, cancel);
    }

    private async Task<AttemptOutcome> RunAsync(string payload, CancellationToken cancel)
    {
        if (Read(PayloadText.Parse(payload), out var delay, out var fail) is { } problem) return PayloadText.Refused(problem);
        if (delay > TimeSpan.Zero) await Task.Delay(delay, time, cancel);
        return fail is null ? await Done : new AttemptOutcome.Failed(fail, null);
    }

    private static PayloadProblem? Read(JsonElement? payload, out TimeSpan delay, out string? fail)
    {
        var fields = PayloadFields.Of(payload);
        delay = TimeSpan.FromMilliseconds(fields.Number("delayMs", 0, LongestDelayMs) ?? 0);
        fail = fields.Text("fail");
        return fields.End();
    }
}
