using Akka.Scheduler.Engine.Wire;

namespace Akka.Scheduler.UnitTests.Engine.Wire;

/// <summary>A family of messages, for tests that know it only as a type.</summary>
internal abstract class Sample
{
    /// <summary>Every family that is encoded.</summary>
    public static IEnumerable<Sample> Families => EngineCodec.Formats
        .OrderBy(format => format.Family)
        .Select(format => (Sample)Activator.CreateInstance(typeof(Sample<>).MakeGenericType(format.Message), nonPublic: true)!);

    public abstract Type Message { get; }

    /// <summary>The closed hierarchy's cases but those that stay on their node; the type itself where it is one answer.</summary>
    public IEnumerable<Type> Travelling => Message.IsAbstract ? SampleMaker.CasesOf(Message).Except(LocalOnly.Cases) : [Message];

    public abstract byte[] Encode(object message, SampleBook book);

    public abstract object Decode(ReadOnlyMemory<byte> body, SampleBook book);
}

internal sealed class Sample<T> : Sample
{
    private static readonly EngineCodec Codec = new();

    public override Type Message => typeof(T);

    public override byte[] Encode(object message, SampleBook book) => Codec.Encode((T)message, book).ToArray();

    public override object Decode(ReadOnlyMemory<byte> body, SampleBook book) => Codec.Decode<T>(body, book)!;
}
