namespace Akka.Scheduler.Cluster.Transport;

/// <summary>Turns messages into bytes and back. Addresses of actors inside them become names that the other side can send to.</summary>
public interface IMessageCodec
{
    /// <summary>Encodes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="addresses">Names the actors that it mentions.</param>
    /// <typeparam name="T">What the addressed actor understands.</typeparam>
    /// <exception cref="NotSupportedException">The message is one that never leaves its node.</exception>
    ReadOnlyMemory<byte> Encode<T>(T message, IAddressBook addresses);

    /// <summary>Decodes a message.</summary>
    /// <param name="body">What came.</param>
    /// <param name="addresses">Finds the actors that it mentions.</param>
    /// <exception cref="FormatException">It is not a message of this kind.</exception>
    T Decode<T>(ReadOnlyMemory<byte> body, IAddressBook addresses);
}
