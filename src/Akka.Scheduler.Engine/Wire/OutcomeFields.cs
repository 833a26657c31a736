using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Ends of attempts on the wire.</summary>
internal static class OutcomeFields
{
    private const byte Succeeded = 0;
    private const byte Failed = 1;
    private const byte Cancelled = 2;
    private const byte NotRun = 3;

    public static void Write(this ref WireWriter to, AttemptOutcome outcome)
    {
        switch (outcome)
        {
            case AttemptOutcome.Succeeded succeeded:
                to.Byte(Succeeded);
                to.OptionalResult(succeeded.Result);
                break;
            case AttemptOutcome.Failed failed:
                to.Byte(Failed);
                to.Text(failed.Error);
                to.OptionalResult(failed.Result);
                to.Flag(failed.Retryable);
                to.Flag(failed.RetryAfter is not null);
                if (failed.RetryAfter is { } after) to.Span(after);
                to.Text(failed.Reason);
                to.OptionalText(failed.ErrorType);
                break;
            case AttemptOutcome.Cancelled cancelled:
                to.Byte(Cancelled);
                to.OptionalResult(cancelled.Result);
                break;
            case AttemptOutcome.NotRun notRun:
                to.Byte(NotRun);
                to.Text(notRun.Why);
                break;
            default: throw new NotSupportedException($"an attempt's end {outcome.GetType().Name} is not encoded");
        }
    }

    public static AttemptOutcome Outcome(this ref WireReader from) => from.Byte() switch
    {
        Succeeded => new AttemptOutcome.Succeeded(from.OptionalResult()),
        Failed => new AttemptOutcome.Failed(from.Text(), from.OptionalResult())
        {
            Retryable = from.Flag(),
            RetryAfter = from.Flag() ? from.Span() : null,
            Reason = from.Text(),
            ErrorType = from.OptionalText(),
        },
        Cancelled => new AttemptOutcome.Cancelled(from.OptionalResult()),
        NotRun => new AttemptOutcome.NotRun(from.Text()),
        var other => throw new FormatException($"an attempt has no end {other}"),
    };

    private static void OptionalResult(this ref WireWriter to, TaskResult? result)
    {
        to.Flag(result is not null);
        if (result is not null) to.Write(result);
    }

    private static TaskResult? OptionalResult(this ref WireReader from) => from.Flag() ? from.Result() : null;
}
