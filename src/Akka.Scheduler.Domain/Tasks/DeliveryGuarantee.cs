namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What is promised about how often a task's code runs. The numbers are stored and never change.</summary>
public enum DeliveryGuarantee : short
{
    /// <summary>At least once (the default): an attempt that is lost with its worker is followed by another one.</summary>
    AtLeastOnce = 0,

    /// <summary>At most once: an attempt that is lost ends the task as failed with reason <c>lost</c>; it is repeated only by command.</summary>
    AtMostOnce = 1,
}
