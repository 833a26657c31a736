using System.Buffers;
using System.Text;
using Akka.Scheduler.Executors.Http;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>Metadata as HTTP/2 carries it.</summary>
internal static class GrpcMetadata
{
    private static readonly SearchValues<char> KeyChars = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz_-.");

    /// <summary>What is wrong with an entry that a task gives, if something is. The value of a key that ends in <c>-bin</c> is base64.</summary>
    public static string? Fault(string key, string value)
    {
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(KeyChars))
            return "A metadata key holds only lower case letters, digits, '_', '-' and '.'.";
        if (key.StartsWith("grpc-", StringComparison.Ordinal) || key is "content-type" or "user-agent") return $"'{key}' is set by the protocol.";
        if (CallerHeaders.Fault(key, "") is { } closed) return closed;
        if (IsBinary(key))
            return Base64(value) is null ? "The value of a key that ends in '-bin' must be base64." : null;
        return value.All(c => c is >= ' ' and <= '~') ? null : "A metadata value may hold only printable ASCII; give binary ones a key that ends in '-bin'.";
    }

    public static bool IsBinary(string key) => key.EndsWith("-bin", StringComparison.Ordinal);

    /// <summary>Reads base64 with or without padding, or <see langword="null"/>.</summary>
    public static byte[]? Base64(string text)
    {
        // White space, which the framework skips, would break a header.
        if (text.Any(char.IsWhiteSpace)) return null;
        var padded = (text.Length % 4) switch { 2 => text + "==", 3 => text + "=", _ => text };
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>The text of a <c>grpc-message</c>: UTF-8 in percent encoding; what is no such encoding stands for itself.</summary>
    public static string PercentDecoded(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isCode = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = isCode ? Convert.FromHexString(Encoding.ASCII.GetString(bytes, i + 1, 2))[0] : bytes[i];
            if (isCode) i += 2;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
