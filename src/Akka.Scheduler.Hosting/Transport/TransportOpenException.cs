namespace Akka.Scheduler.Hosting.Transport;

/// <summary>The node-to-node listener cannot be opened; the message tells an operator which key to look at.</summary>
/// <param name="message">What is wrong, on one line.</param>
/// <param name="cause">What was thrown, if something was.</param>
public sealed class TransportOpenException(string message, Exception? cause = null) : IOException(message, cause);
