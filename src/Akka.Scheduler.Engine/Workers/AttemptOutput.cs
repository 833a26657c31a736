using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Logs;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Takes an attempt's output from any thread and hands it to the log writer, up to a bound.</summary>
internal sealed class AttemptOutput(TaskSnapshot task, ActorRef<LogMessage> logs, int bound, TimeProvider time) : IAttemptOutput
{
    private const int LongestPiece = 32 * 1024;
    private readonly int _bound = bound;
    private int _left = bound;

    /// <summary>Whether anything was handed on.</summary>
    public bool Any { get; private set; }

    public void Write(OutputStream stream, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || Volatile.Read(ref _left) <= 0) return;
        var before = Interlocked.Add(ref _left, -text.Length) + text.Length;
        if (before <= 0) return;
        Keep(stream, text[..Math.Min(text.Length, before)]);
        if (before < text.Length) Keep(OutputStream.System, $"\n[output beyond {_bound} characters was dropped]\n");
    }

    private void Keep(OutputStream stream, ReadOnlySpan<char> text)
    {
        Any = true;
        for (; !text.IsEmpty; text = text[Math.Min(text.Length, LongestPiece)..])
        {
            // U+0000 is no text to a database.
            var piece = text[..Math.Min(text.Length, LongestPiece)].ToString().Replace('\0', '\uFFFD');
            logs.Tell(new LogMessage.Append(new LogChunk(0, task.Id, task.Attempt, task.Open!.Id, EngineClock.Now(time), NameOf(stream), piece)));
        }
    }

    private static string NameOf(OutputStream stream) => stream switch
    {
        OutputStream.Out => "stdout",
        OutputStream.Error => "stderr",
        _ => "system",
    };
}
