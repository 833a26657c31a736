namespace Akka.Scheduler.Domain.Tasks;

/// <summary>What an attempt handed back.</summary>
/// <param name="Code">The executor's own code: an HTTP status, an exit code, 0 for a handler that returned.</param>
/// <param name="Message">One line for people.</param>
/// <param name="Data">JSON text or plain text, bounded by the executor; absent where there is none.</param>
public sealed record TaskResult(int Code, string? Message, string? Data);
