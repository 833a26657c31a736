using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Akka.Scheduler.Executors.Http;

/// <summary>What is kept of a response's body.</summary>
/// <param name="Text">Its text, up to the bound; absent where it is empty or not text.</param>
/// <param name="Remark">What a person should know of it: cut, or not text.</param>
internal sealed record ResponseBody(string? Text, string? Remark)
{
    private const int FirstBuffer = 16 * 1024;

    public static async Task<ResponseBody> ReadAsync(HttpContent content, HttpOptions options, CancellationToken cancel)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancel);
            var length = 0;
            // One byte more than the limit tells a body that fills it from one that passes it.
            while (length <= options.MaxResponse)
            {
                if (length == bytes.Length) bytes = Grow(bytes);
                var room = Math.Min(bytes.Length, options.MaxResponse + 1) - length;
                var count = await stream.ReadAsync(bytes.AsMemory(length, room), cancel);
                if (count == 0) break;
                length += count;
            }

            var cut = length > options.MaxResponse;
            return Of(bytes.AsSpan(0, Math.Min(length, options.MaxResponse)), content.Headers.ContentType, cut, options.MaxData);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static byte[] Grow(byte[] bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    /// <summary>What is kept of a body that was read.</summary>
    public static ResponseBody Of(ReadOnlySpan<byte> bytes, MediaTypeHeaderValue? type, bool cut, int maxData)
    {
        if (bytes.IsEmpty) return new ResponseBody(null, null);
        var size = (cut ? "more than " : "") + bytes.Length.ToString(CultureInfo.InvariantCulture);
        if (!IsText(bytes, type, cut)) return new ResponseBody(null, $"{size} bytes of {type?.MediaType ?? "binary data"}");
        // NUL is replaced: stores refuse it.
        var text = Charset(type).GetString(bytes).Replace('\0', '\uFFFD');
        if (text.Length > maxData)
        {
            // No half of a surrogate pair is kept.
            text = text[..(maxData > 0 && char.IsHighSurrogate(text[maxData - 1]) ? maxData - 1 : maxData)];
            cut = true;
        }

        return new ResponseBody(text, cut ? $"the first {text.Length} characters of {size} bytes are kept" : null);
    }

    private static bool IsText(ReadOnlySpan<byte> bytes, MediaTypeHeaderValue? type, bool cut)
    {
        if (type?.MediaType is not { } media) return bytes.IndexOf((byte)0) < 0 && IsUtf8(bytes, cut);
        return media.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("json", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("xml", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("yaml", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("javascript", StringComparison.OrdinalIgnoreCase)
            || media.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }

    // A cut may have parted a character at the end.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes, bool cut)
    {
        for (var less = 0; less <= (cut ? 3 : 0) && less <= bytes.Length; less++)
            if (System.Text.Unicode.Utf8.IsValid(bytes[..^less]))
                return true;
        return false;
    }

    private static Encoding Charset(MediaTypeHeaderValue? type)
    {
        try
        {
            return type?.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
