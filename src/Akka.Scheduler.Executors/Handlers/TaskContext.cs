using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>One attempt, as its handler sees it.</summary>
public sealed class TaskContext
{
    private readonly AttemptContext _attempt;
    private readonly JsonSerializerOptions _json;

    /// <summary>Makes the context of an attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="json">How the results of parts are read.</param>
    /// <param name="cancellation">Cancelled when the attempt is to end.</param>
    public TaskContext(AttemptContext attempt, JsonSerializerOptions json, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(json);
        (_attempt, _json) = (attempt, json);
        Cancellation = cancellation;
        Logger = new AttemptLogger(attempt.Output);
    }

    /// <summary>Whose attempt.</summary>
    public TaskId TaskId => _attempt.Task;

    /// <summary>The attempt's name: a good idempotency key for what it calls.</summary>
    public AttemptId AttemptId => _attempt.Id;

    /// <summary>Its number, from 1.</summary>
    public int Attempt => _attempt.Number;

    /// <summary>Rises with every start of the task: whoever remembers the highest one can refuse a zombie.</summary>
    public long FencingToken => _attempt.FencingToken;

    /// <summary>When the attempt will be stopped.</summary>
    public DateTimeOffset Deadline => _attempt.Deadline;

    /// <summary>Cancelled at the deadline, on cancellation of the task and when the worker stops.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The task's labels; none is an empty map.</summary>
    public IReadOnlyDictionary<string, string> Labels => _attempt.Labels;

    /// <summary>The queue that the task came through.</summary>
    public string Queue => _attempt.Queue;

    /// <summary>The schedule that emitted the task.</summary>
    public string? ScheduleId => _attempt.ScheduleId;

    /// <summary>The nominal instant that the task stands for.</summary>
    public DateTimeOffset? ScheduledTime => _attempt.ScheduledTime;

    /// <summary>Which part of another task it is, with its number from 0 and how many there are; null where it is whole.</summary>
    public TaskPart? Part => _attempt.Part;

    /// <summary>How many parts this attempt reduces; 0 where its task was not split.</summary>
    public int PartCount => _attempt.Parts?.Count ?? 0;

    /// <summary>The W3C trace context to go on with.</summary>
    public string? TraceParent => _attempt.TraceParent;

    /// <summary>The task's arguments as JSON text.</summary>
    public string? Payload => _attempt.Payload;

    /// <summary>Writes lines to the attempt's output, which people read while it runs.</summary>
    public ILogger Logger { get; }

    /// <summary>Takes plain text for the attempt's output.</summary>
    public IAttemptOutput Output => _attempt.Output;

    /// <summary>How the parts ended that this attempt reduces, in the order of their numbers; none where its task was not split. They are read while they are asked for.</summary>
    /// <param name="cancel">Ends the reading; the attempt's own end does so too.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async IAsyncEnumerable<PartEnd> PartsAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (_attempt.Parts is not { } parts) yield break;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, Cancellation);
        await foreach (var part in parts.ReadAsync(either.Token)) yield return part;
    }

    /// <summary>What the parts handed back that succeeded, in the order of their numbers.</summary>
    /// <typeparam name="TOutput">What their handler returns.</typeparam>
    /// <param name="cancel">Ends the reading; the attempt's own end does so too.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    /// <exception cref="NonRetryableException">A result cannot be read as <typeparamref name="TOutput"/>.</exception>
    public async IAsyncEnumerable<TOutput?> PartResultsAsync<TOutput>([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var part in PartsAsync(cancel))
        {
            if (part.Succeeded) yield return HandlerJson.ReadResult<TOutput>(part, _json);
        }
    }

    /// <summary>Tells how far the attempt is, as a line of its output and to the owner of the task.</summary>
    /// <param name="fraction">From 0 to 1; what lies outside is moved to the nearer end.</param>
    /// <param name="note">What it is at.</param>
    public void ReportProgress(double fraction, string? note = null)
    {
        _attempt.Progress.Report(fraction, note);
        var percent = (double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1)) * 100;
        var line = string.Create(CultureInfo.InvariantCulture, $"progress {percent:0.#}%{(note is null ? "" : " ")}{note}\n");
        _attempt.Output.Write(OutputStream.System, line);
    }
}
