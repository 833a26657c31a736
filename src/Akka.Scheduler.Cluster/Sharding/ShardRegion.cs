using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>A node's share of the shards: takes them, runs an actor for each, and takes again what stopped.</summary>
/// <remarks>A shard's actor stops when it is fenced, when it fails, or when it is handed off; a new one always begins a new term.</remarks>
/// <typeparam name="T">What a shard understands.</typeparam>
public sealed class ShardRegion<T>(RegionSettings<T> settings) : Actor<RegionMessage>
{
    private readonly SortedSet<int> _missing = [.. settings.Shards];
    private readonly Dictionary<IActorRef, int> _shards = [];
    private ActorRef<RegionHandedOff>? _handOff;
    private bool _acquiring;

    /// <inheritdoc/>
    protected override void OnStart() => Acquire();

    /// <inheritdoc/>
    protected override void Receive(RegionMessage message)
    {
        switch (message)
        {
            case RegionMessage.Acquire: Acquire(); break;
            case RegionMessage.Acquired acquired: Start(acquired.Shards); break;
            case RegionMessage.AcquireFailed failed: AcquireLater(failed.Why); break;
            case RegionMessage.HandOffAll handOff: HandOffAll(handOff.ReplyTo); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    protected override void OnSignal(Signal signal)
    {
        if (signal is not Signal.Terminated terminated || !_shards.Remove(terminated.Actor, out var shard)) return;
        settings.Directory.Set(shard, null);
        _missing.Add(shard);
        if (_handOff is null) Context.Timers.StartSingle("acquire", RegionMessage.Acquire.Instance, settings.AcquireAgainAfter);
        else AnswerHandOff();
    }

    private void Acquire()
    {
        if (_acquiring || _missing.Count == 0 || _handOff is not null) return;
        _acquiring = true;
        Context.PipeToSelf(
            settings.Ownership.AcquireAsync([.. _missing], settings.Node, settings.Forced, "start", Context.Stopped),
            static shards => new RegionMessage.Acquired(shards),
            static fault => new RegionMessage.AcquireFailed(fault.Message));
    }

    private void Start(IReadOnlyList<AcquiredShard> acquired)
    {
        _acquiring = false;
        if (_handOff is not null) return;
        foreach (var shard in acquired)
        {
            var number = shard.Term.Shard;
            var actor = Context.Spawn(settings.ShardProps(shard), $"shard-{number}-{shard.Term.Epoch}");
            Context.Watch(actor);
            _missing.Remove(number);
            _shards.Add(actor, number);
            settings.Directory.Set(number, actor);
        }

        if (_missing.Count > 0) AcquireLater($"{_missing.Count} shards are owned by another node");
    }

    private void AcquireLater(string why)
    {
        _acquiring = false;
        settings.OnTrouble(why);
        Context.Timers.StartSingle("acquire", RegionMessage.Acquire.Instance, settings.AcquireAgainAfter);
    }

    private void HandOffAll(ActorRef<RegionHandedOff> replyTo)
    {
        _handOff = replyTo;
        foreach (var shard in settings.Shards) settings.Directory.Find(shard)?.Tell(settings.HandOff);
        AnswerHandOff();
    }

    private void AnswerHandOff()
    {
        if (_shards.Count == 0) _handOff!.Tell(new());
    }
}
