namespace Akka.Scheduler.Engine.Wire;

/// <summary>How one family of messages is written and read.</summary>
internal abstract class MessageFormat
{
    /// <summary>The family's number, its own for ever.</summary>
    public abstract byte Family { get; }

    /// <summary>What the addressed actor understands.</summary>
    public abstract Type Message { get; }
}

/// <summary>How one family of messages is written and read.</summary>
/// <typeparam name="T">What the addressed actor understands.</typeparam>
internal abstract class MessageFormat<T> : MessageFormat
{
    public sealed override Type Message => typeof(T);

    /// <exception cref="NotSupportedException">The case never leaves its node.</exception>
    public abstract void Write(ref WireWriter to, T message);

    /// <exception cref="FormatException">It is no message of this family.</exception>
    public abstract T Read(ref WireReader from);

    protected static NotSupportedException StaysHere(T message) => new($"{typeof(T).Name}.{message!.GetType().Name} never leaves its node");

    protected static FormatException Unknown(byte number) => new($"{typeof(T).Name} has no case {number}");
}
