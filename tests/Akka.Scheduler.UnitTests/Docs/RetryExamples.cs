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
        ["delay", var value] => policy with { Delay = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        ["rate", var value] => policy with { BackoffRate = Number(value) },
        ["max", var value] => policy with { MaxDelay = TimeSpan.Parse(value, CultureInfo.InvariantCulture) },
        ["jitter", var value] => policy with { Jitter = Number(value) },
        ["random", _] => policy,
        _ => throw new InvalidOperationException($"no such option: '{option}'"),
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
