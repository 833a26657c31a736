using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Logs;

/// <summary>What a node's log writer understands.</summary>
public abstract record LogMessage
{
    private LogMessage() { }

    /// <summary>Keep a piece of output.</summary>
    public sealed record Append(LogChunk Chunk) : LogMessage;

    /// <summary>Answer when everything appended before is stored, or was given up.</summary>
    public sealed record Flush(ActorRef<LogFlushed> ReplyTo) : LogMessage;

    internal sealed record Stored(bool Done) : LogMessage;

    internal sealed record Write : LogMessage;
}

/// <summary>The answer to <see cref="LogMessage.Flush"/>.</summary>
public sealed record LogFlushed
{
    /// <summary>The one instance.</summary>
    public static LogFlushed Instance { get; } = new();
}

/// <summary>Stores captured output in batches. One write is on its way at a time; what comes meanwhile is the next.</summary>
/// <remarks>When the store is away output is kept up to a bound and then dropped, the oldest first: output never holds up a task.</remarks>
public sealed class LogWriter(IAttemptLogStore store, int bound) : Actor<LogMessage>
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private readonly Queue<LogChunk> _waiting = new();
    private readonly List<ActorRef<LogFlushed>> _flushes = [];
    private LogChunk[] _writing = [];

    /// <inheritdoc/>
    protected override void Receive(LogMessage message)
    {
        switch (message)
        {
            case LogMessage.Append append: Append(append.Chunk); break;
            case LogMessage.Flush flush: Flush(flush); break;
            case LogMessage.Write: WriteNext(); break;
            case LogMessage.Stored stored: Settle(stored.Done); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void Append(LogChunk chunk)
    {
        if (_waiting.Count >= bound) _waiting.Dequeue();
        _waiting.Enqueue(chunk);
        if (_writing.Length == 0 && !Context.Timers.IsActive("write")) Context.Timers.StartSingle("write", new LogMessage.Write(), Gather);
    }

    private void Flush(LogMessage.Flush flush)
    {
        _flushes.Add(flush.ReplyTo);
        if (_writing.Length == 0) WriteNext();
    }

    private void WriteNext()
    {
        if (_writing.Length > 0) return;
        if (_waiting.Count == 0)
        {
            foreach (var waiting in _flushes) waiting.Tell(LogFlushed.Instance);
            _flushes.Clear();
            return;
        }

        _writing = [.. _waiting];
        _waiting.Clear();
        Send();
    }

    private void Send() =>
        Context.PipeToSelf(store.AppendAsync(_writing, Context.Stopped), static () => new LogMessage.Stored(true), static _ => new LogMessage.Stored(false));

    private void Settle(bool done)
    {
        if (!done)
        {
            foreach (var chunk in _waiting.Take(Math.Max(0, _waiting.Count + _writing.Length - bound)).ToArray()) _waiting.Dequeue();
            LogChunk[] rest = [.. _waiting];
            _waiting.Clear();
            foreach (var chunk in _writing.Concat(rest)) _waiting.Enqueue(chunk);
            _writing = [];
            Context.Timers.StartSingle("write", new LogMessage.Write(), AgainAfter);
            return;
        }

        _writing = [];
        WriteNext();
    }
}
