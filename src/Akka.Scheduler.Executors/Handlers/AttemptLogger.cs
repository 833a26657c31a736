using Akka.Scheduler.Engine.Executors;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>A logger whose lines are the attempt's output: warnings and worse go to its error stream.</summary>
internal sealed class AttemptLogger(IAttemptOutput output) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var line = $"{logLevel}: {formatter(state, exception)}\n{(exception is null ? "" : $"{exception}\n")}";
        output.Write(logLevel >= LogLevel.Warning ? OutputStream.Error : OutputStream.Out, line);
    }
}
