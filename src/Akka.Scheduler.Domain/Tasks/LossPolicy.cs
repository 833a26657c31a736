namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What follows when an attempt is lost with its worker, so that nobody knows how far it came. The numbers are stored and never change.</summary>
/// <remarks>A task that runs at most once (<see cref="DeliveryGuarantee.AtMostOnce"/>) always fails.</remarks>
public enum LossPolicy : short
{
    /// <summary>It counts as a failed attempt, and another one follows while retries are left (the default).</summary>
    Retry = 0,

    /// <summary>The task fails with the reason <c>lost</c>.</summary>
    Fail = 1,
}
