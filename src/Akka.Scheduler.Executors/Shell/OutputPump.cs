using System.Buffers;
using System.Text;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>Hands on one stream of a command as it comes, up to the quota, and reads on after it: the command is never held up.</summary>
internal sealed class OutputPump(OutputStream name, OutputQuota quota, OutputTail tail, IAttemptOutput output)
{
    private const int BufferSize = 16 * 1024;

    // More than a pipe can hold. A process that writes on after the stop is not followed beyond it.
    private const int MostAfterStop = 1024 * 1024;

    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();

    private int _afterStop;

    /// <summary>Reads to the end of the stream, or until it is stopped and what was written before is read; closes it.</summary>
    public async Task RunAsync(Stream stream, CancellationToken stop)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(BufferSize);
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(BufferSize));
        try
        {
            int count;
            while ((count = await ReadAsync(stream, bytes.AsMemory(0, BufferSize), stop)) > 0)
            {
                tail.Append(bytes.AsSpan(0, count));
                HandOn(bytes.AsSpan(0, quota.Take(count)), chars, flush: false);
            }

            HandOn([], chars, flush: true);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // Stopped and read empty, or the pipe broke: what came so far is the output.
        }
        finally
        {
            // The process object leaves a stream that was handed out to its reader.
            await stream.DisposeAsync();
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken stop)
    {
        try
        {
            if (!stop.IsCancellationRequested) return await stream.ReadAsync(buffer, stop);
        }
        catch (OperationCanceledException)
        {
            // The time is up. What the command wrote before its end is in the pipe all the same.
        }

        if (_afterStop >= MostAfterStop) return 0;
        var count = PipeContent.Take(stream, buffer.Span);
        _afterStop += count;
        return count;
    }

    private void HandOn(ReadOnlySpan<byte> bytes, char[] chars, bool flush)
    {
        var text = chars.AsSpan(0, _decoder.GetChars(bytes, chars, flush));
        text.Replace('\0', '\uFFFD');
        if (text.Length > 0) output.Write(name, text);
    }
}
