using System.Collections.Concurrent;
using System.Globalization;
using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Transport;

/// <summary>The actors of this node that others can send to, by name.</summary>
/// <remarks>
/// <para>A well-known actor is exported under a fixed name. Any other gets a number when its address first goes out in a message.</para>
/// <para>An address for one answer goes with that answer; what is not answered is forgotten after <see cref="AnswerLifetime"/>.</para>
/// </remarks>
/// <param name="self">This node.</param>
/// <param name="transport">Carries what is sent to other nodes.</param>
/// <param name="codec">Encodes and decodes messages.</param>
/// <param name="time">Measures how long answers are waited for.</param>
/// <param name="onTrouble">Hears of frames that could not be read.</param>
public sealed class ExportTable(NodeIncarnation self, ITransport transport, IMessageCodec codec, TimeProvider time, Action<string> onTrouble)
    : IAddressBook, IFrameSink
{
    /// <summary>How long an answer may take before its address is forgotten: 10 min, far beyond any time-out of a question.</summary>
    public static readonly TimeSpan AnswerLifetime = TimeSpan.FromMinutes(10);

    private const int SweepEvery = 4096;

    private readonly ConcurrentDictionary<string, Exported> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IActorRef, string> _names = new();
    private long _number;

    /// <summary>Exports an actor under a fixed name, in place of whatever had it.</summary>
    public void Export<T>(string name, ActorRef<T> actor)
    {
        // What had the name must not go on being addressed by it.
        Withdraw(name);
        _byName[name] = new Exported<T>(actor, long.MaxValue);
        _names[actor] = name;
    }

    /// <summary>Ends an export. Frames for it are dropped from now on.</summary>
    public void Withdraw(string name)
    {
        if (_byName.TryRemove(name, out var export)) _names.TryRemove(export.Actor, out _);
    }

    /// <inheritdoc/>
    public ActorAddress AddressOf<T>(ActorRef<T> actor)
    {
        if (actor is IRemoteRef remote) return remote.Address;
        if (_names.TryGetValue(actor, out var known)) return new(self, known);
        var number = Interlocked.Increment(ref _number);
        var name = string.Create(CultureInfo.InvariantCulture, $"#{number}");
        var dies = actor.TakesOneMessage ? time.GetTimestamp() + (long)(AnswerLifetime.TotalSeconds * time.TimestampFrequency) : long.MaxValue;
        _byName[name] = new Exported<T>(actor, dies);
        // Two threads may export the same actor at once: both names lead to it.
        if (!actor.TakesOneMessage) _names[actor] = name;
        if (number % SweepEvery == 0) Sweep();
        return new(self, name);
    }

    /// <inheritdoc/>
    public ActorRef<T> Find<T>(ActorAddress address)
    {
        if (address.Node == self && _byName.TryGetValue(address.Name, out var export) && export.Actor is ActorRef<T> local) return local;
        return new RemoteRef<T>(address, transport, codec, this);
    }

    /// <inheritdoc/>
    public void Receive(NodeIncarnation from, Frame frame)
    {
        if (!_byName.TryGetValue(frame.Target, out var export)) return;
        if (export.Dies != long.MaxValue) _byName.TryRemove(frame.Target, out _);
        try
        {
            export.Deliver(frame.Body, codec, this);
        }
        catch (Exception unreadable) when (unreadable is FormatException or NotSupportedException)
        {
            onTrouble($"a message from {from} for '{frame.Target}' cannot be read: {unreadable.Message}");
        }
    }

    private void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var (name, export) in _byName)
        {
            if (export.Dies < now) _byName.TryRemove(name, out _);
        }
    }

    private abstract class Exported(long dies)
    {
        public long Dies => dies;

        public abstract IActorRef Actor { get; }

        public abstract void Deliver(ReadOnlyMemory<byte> body, IMessageCodec codec, IAddressBook addresses);
    }

    private sealed class Exported<T>(ActorRef<T> actor, long dies) : Exported(dies)
    {
        public override IActorRef Actor => actor;

        public override void Deliver(ReadOnlyMemory<byte> body, IMessageCodec codec, IAddressBook addresses) => actor.Tell(codec.Decode<T>(body, addresses));
    }
}
