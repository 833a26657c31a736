using System.Text;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>Keeps the last bytes of a stream. Written by one reader; read when that has ended.</summary>
internal sealed class OutputTail(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private long _written;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > capacity)
        {
            _written += bytes.Length - capacity;
            bytes = bytes[^capacity..];
        }

        var start = (int)(_written % Math.Max(1, capacity));
        var first = Math.Min(bytes.Length, capacity - start);
        bytes[..first].CopyTo(_ring.AsSpan(start));
        bytes[first..].CopyTo(_ring);
        _written += bytes.Length;
    }

    /// <summary>The bytes as text: what is not UTF-8 is replaced, and so is NUL, which stores refuse.</summary>
    public string Text()
    {
        var length = (int)Math.Min(_written, capacity);
        var bytes = new byte[length];
        var start = (int)((_written - length) % Math.Max(1, capacity));
        var first = Math.Min(length, capacity - start);
        _ring.AsSpan(start, first).CopyTo(bytes);
        _ring.AsSpan(0, length - first).CopyTo(bytes.AsSpan(first));

        // A character that was cut at the front is left out rather than shown as damage.
        var skip = 0;
        while (_written > capacity && skip < Math.Min(3, length) && (bytes[skip] & 0xC0) == 0x80) skip++;
        return Encoding.UTF8.GetString(bytes, skip, length - skip).Replace('\0', '\uFFFD');
    }

    /// <summary>The last line that is not blank.</summary>
    public string? LastLine() =>
        Text().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
}
