using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Retry policies on the wire.</summary>
internal static class RetryFields
{
    private const byte Exponential = 0;
    private const byte Fixed = 1;
    private const byte Linear = 2;
    private const byte Listed = 3;

    public static void Write(this ref WireWriter to, RetryPolicy retry)
    {
        to.Signed(retry.MaxRetries);
        to.Write(retry.Backoff);
        to.Span(retry.MaxDelay);
        to.Real(retry.Jitter);
        to.Write(retry.Errors.Retryable);
        to.Write(retry.Errors.NonRetryable);
    }

    public static RetryPolicy Retry(this ref WireReader from) =>
        new(from.Int(), from.Backoff(), from.Span(), from.Real()) { Errors = new(from.Rules(), from.Rules()) };

    private static void Write(this ref WireWriter to, Backoff backoff)
    {
        switch (backoff)
        {
            case Backoff.Exponential exponential:
                to.Byte(Exponential);
                to.Span(exponential.Delay);
                to.Real(exponential.Rate);
                break;
            case Backoff.Fixed same:
                to.Byte(Fixed);
                to.Span(same.Delay);
                break;
            case Backoff.Linear linear:
                to.Byte(Linear);
                to.Span(linear.Delay);
                break;
            case Backoff.Listed listed:
                to.Byte(Listed);
                to.Count(listed.Delays.Count);
                foreach (var delay in listed.Delays) to.Span(delay);
                break;
            default: throw new NotSupportedException($"a back-off {backoff.GetType().Name} is not encoded");
        }
    }

    private static Backoff Backoff(this ref WireReader from) => from.Byte() switch
    {
        Exponential => new Backoff.Exponential(from.Span(), from.Real()),
        Fixed => new Backoff.Fixed(from.Span()),
        Linear => new Backoff.Linear(from.Span()),
        Listed => from.ListedDelays(),
        var other => throw new FormatException($"there is no back-off {other}"),
    };

    private static Backoff.Listed ListedDelays(this ref WireReader from)
    {
        var delays = new TimeSpan[from.CountOf(1)];
        if (delays.Length == 0) throw new FormatException("a list of delays is empty");
        for (var i = 0; i < delays.Length; i++) delays[i] = from.Span();
        return new(delays);
    }

    private static void Write(this ref WireWriter to, IReadOnlyList<string> rules)
    {
        to.Count(rules.Count);
        foreach (var rule in rules) to.Text(rule);
    }

    private static string[] Rules(this ref WireReader from)
    {
        var rules = new string[from.CountOf(1)];
        for (var i = 0; i < rules.Length; i++) rules[i] = from.Text();
        return rules;
    }
}
