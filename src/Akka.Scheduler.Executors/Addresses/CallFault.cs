namespace Akka.Scheduler.Executors.Addresses;

/// <summary>Faults of calls, in words for whoever reads the attempt.</summary>
internal static class CallFault
{
    /// <summary>What happened, with its cause where the fault does not name it itself.</summary>
    public static string Story(Exception fault) =>
        fault.InnerException is { } inner && !fault.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{fault.Message} {inner.Message}"
            : fault.Message;
}
