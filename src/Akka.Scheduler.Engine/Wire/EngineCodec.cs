using System.Collections.Frozen;
using Akka.Scheduler.Cluster.Transport;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>The bytes of every message that travels between nodes.</summary>
/// <remarks>
/// <para>A message is the version, its family (a closed hierarchy, or one answer), and what the family's format writes: as a rule the number of the
/// case and its fields in order. Any change of these bytes, a new case too, raises the version: a test knows the bytes of each.</para>
/// <para>Nodes of two versions refuse each other's connections, so that none misreads another.</para>
/// <para>What cannot be read is dropped by its receiver with a word in the log: a message is a hint, and its sender says it again.</para>
/// <para>Whoever adds a case adds it to its family's format, or says in the test of this class that it never leaves a node.</para>
/// </remarks>
public sealed class EngineCodec : IMessageCodec
{
    /// <summary>
    /// The version of the node protocol: one number for the dialogue that begins a connection, the frames on it, and the messages in them. It is the first
    /// byte of every message. After 255 comes 1: only builds that follow one another ever meet.
    /// </summary>
    public const byte Version = 5;

    private static readonly FrozenDictionary<Type, MessageFormat> Table = new MessageFormat[]
    {
        new ShardFormat(), new DispatcherFormat(), new WorkerFormat(), new SchedulerFormat(),
        new SubmitReplyFormat(), new CommandReplyFormat(), new WorkerDrainedFormat(), new WorkerStatusFormat(), new ScheduleReplyFormat(),
        new RegionFormat(), new RegionStateFormat(), new WatchFormat(), new RelayFormat(), new AttemptStandingFormat(), new QueueFormat(),
        new CalendarReplyFormat(), new LimitStandingFormat(),
    }.ToFrozenDictionary(format => format.Message);

    /// <summary>The families that are encoded.</summary>
    internal static IEnumerable<MessageFormat> Formats => Table.Values;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode<T>(T message, IAddressBook addresses)
    {
        var format = FormatOf<T>();
        var to = new WireWriter(addresses);
        try
        {
            to.Byte(Version);
            to.Byte(format.Family);
            format.Write(ref to, message);
            return to.ToBytes();
        }
        finally
        {
            to.Release();
        }
    }

    /// <inheritdoc/>
    public T Decode<T>(ReadOnlyMemory<byte> body, IAddressBook addresses)
    {
        var format = FormatOf<T>();
        var from = new WireReader(body.Span, addresses);
        var version = from.Byte();
        if (version != Version) throw new FormatException($"version {version} of the encoding is not known here");
        var family = from.Byte();
        if (family != format.Family) throw new FormatException($"it is of family {family}, and a {typeof(T).Name} was expected");
        var message = format.Read(ref from);
        from.End();
        return message;
    }

    private static MessageFormat<T> FormatOf<T>() => Table.TryGetValue(typeof(T), out var format)
        ? (MessageFormat<T>)format
        : throw new NotSupportedException($"a {typeof(T).Name} never leaves its node");
}
