namespace Akka.Scheduler.Client.Http;

/// <summary>
/// Sends a submit until it is answered, by the rule of <see cref="SubmitRetry"/>. An unknown outcome is not guessed at: the same
/// request, with the same id or key, is sent again, and the node says whether it had it already.
/// </summary>
internal sealed class SafeRepeat(GatewayCalls calls)
{
    private static readonly Lock RandomGate = new();

    /// <summary>The rule; null when submits are sent once.</summary>
    public SubmitRetry? Rule => calls.Options.Retry;

    /// <summary>A new id or key: 128 bits of the rule's source as hexadecimal digits.</summary>
    public static string NewKey(SubmitRetry rule)
    {
        var bytes = new byte[16];
        lock (RandomGate) rule.Random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken cancel)
    {
        if (Rule is not { } rule) return await send(cancel);
        var began = calls.Time.GetTimestamp();
        for (var failures = 0; ; failures++)
        {
            TimeSpan wait;
            try
            {
                return await send(cancel);
            }
            catch (SchedulerException busy) when (busy.Status is 429 or 503)
            {
                wait = Longer(busy.RetryAfter, Delay(rule, failures));
                if (GivesUp(rule, began, wait)) throw;
            }
            catch (SchedulerUnreachableException)
            {
                wait = Delay(rule, failures);
                if (GivesUp(rule, began, wait)) throw;
            }

            await Task.Delay(wait, calls.Time, cancel);
        }
    }

    private static TimeSpan Longer(TimeSpan? asked, TimeSpan own) => asked > own ? asked.Value : own;

    private bool GivesUp(SubmitRetry rule, long began, TimeSpan wait) => calls.Time.GetElapsedTime(began) + wait > rule.GiveUpAfter;

    private static TimeSpan Delay(SubmitRetry rule, int failures)
    {
        double spread;
        lock (RandomGate) spread = 0.5 + (rule.Random.NextDouble() / 2);
        var whole = Math.Min(rule.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 30)), rule.MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * spread);
    }
}
