namespace Akka.Scheduler.TestKit.Checking.Facts;

/// <summary>A fault that was injected.</summary>
/// <param name="Kind">Which: <c>kill</c>, <c>pause</c>, <c>partition</c> …</param>
/// <param name="Target">Whom it hit.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over.</param>
public sealed record FaultWindow(string Kind, string Target, DateTimeOffset From, DateTimeOffset To);
