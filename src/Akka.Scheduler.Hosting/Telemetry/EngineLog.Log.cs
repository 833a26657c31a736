using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting.Telemetry;

internal sealed partial class EngineLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Shard {Shard} serves in epoch {Epoch}, {Running} loaded")]
    private partial void LogServing(int shard, long epoch, int running);

    [LoggerMessage(1002, LogLevel.Warning, "Shard {Shard} of epoch {Epoch} is fenced and stops: {Why}")]
    private partial void LogFenced(int shard, long epoch, string why);

    [LoggerMessage(1003, LogLevel.Error, "The store refuses a step of task {Task} in shard {Shard}; the task is left as it is and rests before the next try: {Why}")]
    private partial void LogPoisoned(string task, int shard, string why);

    [LoggerMessage(1004, LogLevel.Warning, "The store did not complete '{Operation}' for shard {Shard}; it is tried again: {Why}")]
    private partial void LogTrouble(string operation, int shard, string why);

    [LoggerMessage(1006, LogLevel.Critical, "This node's lease is lost: another incarnation has replaced it, or it was declared dead. It stops")]
    private partial void LogLeaseLost();

    [LoggerMessage(1007, LogLevel.Information, "Past its retention: {What}")]
    private partial void LogDropped(string what);

    [LoggerMessage(1008, LogLevel.Warning, "{Task} failed and is tried again later: {Why}")]
    private partial void LogUpkeep(string task, string why);

    [LoggerMessage(1009, LogLevel.Error, "The actor {Path} failed")]
    private partial void LogActor(string path, Exception fault);

    [LoggerMessage(1010, LogLevel.Error, "The schedule {Schedule} could not be stored: {Why}")]
    private partial void LogSchedule(string schedule, string why);

    [LoggerMessage(1011, LogLevel.Debug, "The limit of queue {Queue}, version {Version}, is known to every shard and holds")]
    private partial void LogInForce(string queue, long version);
}
