namespace Akka.Scheduler.Kernel;

/// <summary>
/// Both ends of death watch. A watch is one object, known to both actors: the watcher delivers its signal only while it still holds the watch,
/// so the signal comes at most once; the watched sends it when it stops, or its closed mailbox refuses the watch, so it comes at least once.
/// </summary>
internal sealed class DeathWatch
{
    private readonly Dictionary<ActorCell, Watch> _watched = [];
    private readonly HashSet<Watch> _watchers = [];

    internal void Add(ActorCell watcher, ICellRef actor)
    {
        var watch = new Watch(watcher, actor);
        if (!_watched.TryAdd(actor.Cell, watch))
            return;
        if (!actor.Cell.Post(new Begin(watch)))
            watch.Tell();
    }

    internal void Remove(ICellRef actor)
    {
        if (_watched.Remove(actor.Cell, out var watch))
            actor.Cell.Post(new End(watch));
    }

    /// <summary>Takes back all that this actor watches.</summary>
    internal void ForgetWatched()
    {
        foreach (var watch in _watched.Values)
            watch.Actor.Cell.Post(new End(watch));
        _watched.Clear();
    }

    /// <summary>Tells those who watch this actor that it has stopped.</summary>
    internal void TellWatchers()
    {
        foreach (var watch in _watchers)
            watch.Tell();
        _watchers.Clear();
    }

    private sealed class Watch(ActorCell watcher, ICellRef actor)
    {
        internal ICellRef Actor => actor;

        internal void Tell() => watcher.Post(new Ended(this));
    }

    private sealed class Begin(Watch watch) : OwnMessage
    {
        internal override void Apply(ActorCell cell) => cell.DeathWatch._watchers.Add(watch);

        internal override void Refuse(ActorCell cell) => watch.Tell();
    }

    private sealed class End(Watch watch) : OwnMessage
    {
        internal override void Apply(ActorCell cell) => cell.DeathWatch._watchers.Remove(watch);
    }

    private sealed class Ended(Watch watch) : OwnMessage
    {
        internal override void Apply(ActorCell cell)
        {
            var watched = cell.DeathWatch._watched;
            if (watched.TryGetValue(watch.Actor.Cell, out var current) && ReferenceEquals(current, watch) && watched.Remove(watch.Actor.Cell))
                cell.Notify(new Signal.Terminated(watch.Actor));
        }
    }
}
