using System.Buffers.Binary;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>Messages on a stream: a byte that says whether it is compressed, the length in four bytes, the message.</summary>
internal static class GrpcFrame
{
    public const int PrefixLength = 5;

    /// <summary>A message as it is sent: not compressed.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        var frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    /// <summary>Reads the next message; <see langword="null"/> at the end of the stream.</summary>
    /// <exception cref="GrpcFrameException">The stream holds no whole message that may be taken.</exception>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancel)
    {
        var prefix = new byte[PrefixLength];
        var read = await stream.ReadAtLeastAsync(prefix, PrefixLength, throwOnEndOfStream: false, cancel);
        if (read == 0) return null;
        if (read < PrefixLength) throw Broken();
        if (prefix[0] != 0) throw new GrpcFrameException(GrpcStatus.Internal, "The response is compressed, and nobody asked for that.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (length > limit)
            throw new GrpcFrameException(
                GrpcStatus.ResourceExhausted,
                $"The response is a message of {length} bytes, and {GrpcOptions.Section}.max-response is {limit}.")
            {
                IsFinal = true,
            };
        var message = new byte[length];
        return await stream.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancel) < message.Length ? throw Broken() : message;
    }

    private static GrpcFrameException Broken() => new(GrpcStatus.Internal, "The response ends within a message.");
}

/// <summary>A response that is no message to take.</summary>
internal sealed class GrpcFrameException(GrpcStatus status, string message) : Exception(message)
{
    /// <summary>What the call counts as.</summary>
    public GrpcStatus Status => status;

    /// <summary>Whether another attempt would end the same way.</summary>
    public bool IsFinal { get; init; }
}
