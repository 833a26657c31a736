namespace Akka.Scheduler.Kernel;

/// <summary>What follows an actor's failure.</summary>
public enum SupervisionDirective
{
    /// <summary>A new instance takes over the mailbox after a back-off.</summary>
    Restart,

    /// <summary>The actor stops.</summary>
    Stop,

    /// <summary>The parent fails with the same exception. At the top level: the actor stops.</summary>
    Escalate,
}

/// <summary>
/// Decides over one actor's failures. The n-th restart in a row waits <c>MinBackoff · 2ⁿ⁻¹</c>, at most <c>MaxBackoff</c>; an instance
/// that ran for <c>ResetAfter</c> starts the count anew.
/// </summary>
public sealed record Supervision
{
    private readonly Func<Exception, SupervisionDirective> _decide = static _ => SupervisionDirective.Restart;

    /// <summary>Restart after 100 ms, doubling to at most 30 s, reset after a minute without failure.</summary>
    public static Supervision Default { get; } = new();

    /// <summary>Stop at the first failure.</summary>
    public static Supervision Stop { get; } = Decide(static _ => SupervisionDirective.Stop);

    /// <summary>Make every failure the parent's.</summary>
    public static Supervision Escalate { get; } = Decide(static _ => SupervisionDirective.Escalate);

    /// <summary>The wait before the first restart; zero or more, default 100 ms.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait; default 30 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an instance must run for the next back-off to be the shortest again; default 1 minute.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Restart after every failure.</summary>
    /// <param name="minBackoff">The wait before the first restart.</param>
    /// <param name="maxBackoff">The longest wait.</param>
    /// <param name="resetAfter">How long an instance must run to start the count anew.</param>
    public static Supervision Restart(TimeSpan minBackoff, TimeSpan maxBackoff, TimeSpan resetAfter) =>
        new() { MinBackoff = minBackoff, MaxBackoff = maxBackoff, ResetAfter = resetAfter };

    /// <summary>Decide by exception; back-off as in <see cref="Default"/> unless set.</summary>
    /// <param name="decide">Pure. If it throws, the actor stops.</param>
    public static Supervision Decide(Func<Exception, SupervisionDirective> decide) => new(decide);

    /// <summary>Makes the default supervision.</summary>
    public Supervision()
    {
    }

    private Supervision(Func<Exception, SupervisionDirective> decide) => _decide = decide;

    internal SupervisionDirective DirectiveFor(Exception failure)
    {
        try
        {
            return _decide(failure);
        }
        catch (Exception)
        {
            return SupervisionDirective.Stop;
        }
    }

    internal TimeSpan BackoffBefore(int restart)
    {
        var ticks = MinBackoff.Ticks * Math.Pow(2, restart - 1);
        return ticks >= MaxBackoff.Ticks ? MaxBackoff : TimeSpan.FromTicks((long)ticks);
    }
}
