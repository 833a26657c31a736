using System.Buffers;
using System.Text;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>Hands on one stream of a command as it comes, up to the quota, and reads on after it so that the command is never held up.</summary>
internal sealed class OutputPump(OutputStream name, OutputQuota quota, OutputTail tail, IAttemptOutput output)
{
    private const int BufferSize = 16 * 1024;

    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetDecoder();

    /// <summary>Reads to the end of the stream or until it is stopped.</summary>
    public async Task RunAsync(Stream stream, CancellationToken stop)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(BufferSize);
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(BufferSize));
        try
        {
            int count;
            while ((count = await stream.ReadAsync(bytes.AsMemory(0, BufferSize), stop)) > 0)
            {
                tail.Append(bytes.AsSpan(0, count));
                HandOn(bytes.AsSpan(0, quota.Take(count)), chars, flush: false);
            }

            HandOn([], chars, flush: true);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // Stopped, or the pipe broke: what came so far is the output.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private void HandOn(ReadOnlySpan<byte> bytes, char[] chars, bool flush)
    {
        var text = chars.AsSpan(0, _decoder.GetChars(bytes, chars, flush));
        text.Replace('\0', '\uFFFD');
        if (text.Length > 0) output.Write(name, text);
    }
}
