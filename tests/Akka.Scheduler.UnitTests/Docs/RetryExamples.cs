using System.Globalization;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.UnitTests.Docs;

/// <summary>Runs what the document says of back-offs.</summary>
internal static class RetryExamples
{
    public static string Delays(SemanticsDoc.Example example)
    {
        var options = example.Given.Split(' ');
        var policy = options is ["default"] ? RetryPolicy.Default : options.Aggregate(RetryPolicy.Default, With);
        var random = options.Where(option => option.StartsWith("random=", StringComparison.Ordinal)).Select(option => Number(option[7..])).SingleOrDefault();
        return string.Join(", ", Enumerable.Range(1, policy.MaxRetries).Select(retry => policy.DelayOf(retry, random).ToString("c", CultureInfo.InvariantCulture)));
    }

    /// <summary>The policy with one option, written <c>name=value</c>.</summary>
    public static RetryPolicy With(RetryPolicy policy, string option) => option.Split('=') switch
    {
        ["retries", var value] => policy with { MaxRetries = int.Parse(value, CultureInfo.InvariantCulture) },
        ["delay", var value] => policy with { Backoff = With(policy.Backoff, TimeSpan.Parse(value, CultureInfo.InvariantCulture)) },
        ["rate", var value] => policy with { Backoff = ((Backoff.Exponential)policy.Backoff) with { Rate = Number(value) } },
        ["kind", "fixed"] => policy with { Backoff = new Backoff.Fixed(First(policy)) },
        ["kind", "linear"] => policy with { Backoff = new Backoff.Linear(First(policy)) },
        ["delays", var value] => policy with { Backoff = new Backoff.Listed([.. value.Split(',').Select(one => TimeSpan.Parse(one, CultureInfo.InvariantCulture))]) },
        ["retryable", var value] => policy with { Errors = policy.Errors with { Retryable = value.Split(',') } },
        ["nonRetryable", var value] => policy with { Errors = policy.Errors with { NonRetryable = value.Split(',') } },
        ["max", var value] => policy with { MaxDelay = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        ["jitter", var value] => policy with { Jitter = Number(value) },
        ["random", _] => policy,
        _ => throw new InvalidOperationException($"no such option: '{option}'"),
    };

    private static Backoff With(Backoff backoff, TimeSpan delay) => backoff switch
    {
        Backoff.Exponential exponential => exponential with { Delay = delay },
        Backoff.Fixed same => same with { Delay = delay },
        Backoff.Linear linear => linear with { Delay = delay },
        _ => throw new InvalidOperationException("a list has no delay"),
    };

    private static TimeSpan First(RetryPolicy policy) => policy.DelayOf(1, 0);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
