namespace Akka.Scheduler.Storage;

/// <summary>A store cannot be opened as it is configured: waiting does not help, somebody has to change something.</summary>
/// <param name="message">What is wrong, with the place, and what to do about it.</param>
/// <param name="inner">What the database said.</param>
public sealed class StoreOpenException(string message, Exception? inner = null) : Exception(message, inner);
