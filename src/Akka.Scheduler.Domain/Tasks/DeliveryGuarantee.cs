namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What is promised about how often a task's code runs. The numbers are stored and never change.</summary>
public enum DeliveryGuarantee : short
{
    /// <summary>At least once (the default): an attempt that is lost with its worker is followed by another one.</summary>
    AtLeastOnce = 0,

    /// <summary>At most once: an attempt that failed or was lost (reason <c>lost</c>) fails the task; it is repeated only by command.</summary>
    AtMostOnce = 1,
}
