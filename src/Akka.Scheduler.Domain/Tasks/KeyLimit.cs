namespace Akka.Scheduler.Domain.Tasks;

/// <summary>A limit that all tasks with the same key share, in the whole cluster.</summary>
/// <remarks>Each task says what it allows: it starts only while fewer run, and start, than it says. Where they differ, the narrowest that waits counts.</remarks>
/// <param name="Key">What they share.</param>
/// <param name="MaxConcurrency">At most this many of them run at once, from 1; absent: any number.</param>
/// <param name="RatePerSecond">At most this many of them start a second, above 0; absent: any number.</param>
public sealed record KeyLimit(string Key, int? MaxConcurrency, double? RatePerSecond);
