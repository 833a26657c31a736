namespace Akka.Scheduler.Cli;

/// <summary>The command line, or a file it names, cannot be used as it is; the message says why and what to do.</summary>
/// <param name="message">Why, and the remedy.</param>
internal sealed class UsageException(string message) : Exception(message);
