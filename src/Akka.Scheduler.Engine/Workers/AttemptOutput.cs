using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Logs;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Workers;

/// <summary>Takes an attempt's output from any thread and hands it to the log writer, up to a bound; says where it was cut and how much is missing.</summary>
internal sealed class AttemptOutput(TaskSnapshot task, ActorRef<LogMessage> logs, int bound, TimeProvider time) : IAttemptOutput
{
    private const int LongestPiece = 32 * 1024;

    // What a piece costs at least, whatever its text: a message, and a row.
    private const int LeastCost = 64;

    private int _left = bound;
    private long _dropped;

    /// <summary>Whether anything was handed on.</summary>
    public bool Any { get; private set; }

    public void Write(OutputStream stream, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        var room = Volatile.Read(ref _left) > 0 ? Take(text.Length) : 0;
        var kept = Math.Min(room, text.Length);
        if (kept > 0) Keep(stream, text[..kept]);
        if (kept < text.Length) Drop(text.Length - kept);
    }

    public void Drop(long length)
    {
        if (Interlocked.Add(ref _dropped, length) == length) Keep(OutputStream.System, LogChunk.CutMark);
    }

    /// <summary>The attempt has ended: says how much is missing, if anything is.</summary>
    public void Close()
    {
        if (Interlocked.Read(ref _dropped) is > 0 and var dropped) Keep(OutputStream.System, $"[{dropped} characters of output were dropped]\n");
    }

    private int Take(int length)
    {
        var cost = Math.Max(length, LeastCost);
        return Math.Max(0, Interlocked.Add(ref _left, -cost) + cost);
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
        _ => LogChunk.SystemStream,
    };
}
