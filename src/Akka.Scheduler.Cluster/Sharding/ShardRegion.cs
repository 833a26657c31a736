using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Sharding;

/// <summary>A node's share of the shards: takes those that are free and meant for it, runs an actor for each, hands off what is meant for another.</summary>
/// <remarks>
/// <para>It goes by what its node's watch saw last (<see cref="RegionMessage.Seen"/>); the store decides each take-over on the rows as they stand.</para>
/// <para>A shard's actor stops when it is fenced, when it fails, or when it is handed off; a new one always begins a new term.</para>
/// </remarks>
/// <typeparam name="T">What a shard understands.</typeparam>
public sealed class ShardRegion<T>(RegionSettings<T> settings) : Actor<RegionMessage>
{
    private readonly Dictionary<int, OwnShard<T>> _own = [];
    private readonly Dictionary<IActorRef, OwnShard<T>> _byActor = [];
    private readonly Dictionary<int, (long Epoch, NodeIncarnation Owner, ActorRef<T> Actor)> _remote = [];
    private readonly Dictionary<int, long> _ended = [];
    private readonly HashSet<int> _asked = [];
    private Redirects<T> _redirects = null!;
    private FreeShards _free = null!;
    private ClusterView _view = ClusterView.Empty;
    private ActorRef<RegionHandedOff>? _leaving;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _redirects = new(settings.Exports, settings.MovingPatience, Context.Time);
        _free = new(settings.Node, settings.OthersAfter + (Context.Random.NextDouble() * TimeSpan.FromMilliseconds(300)));
    }

    /// <inheritdoc/>
    protected override void OnStop()
    {
        foreach (var shard in settings.Shards) settings.Directory.Set(shard, null);
        foreach (var own in _own.Values) own.Moving?.Close();
        _redirects.Clear();
    }

    /// <inheritdoc/>
    protected override void Receive(RegionMessage message)
    {
        switch (message)
        {
            case RegionMessage.Seen seen: See(seen.View); break;
            case RegionMessage.LookAgain: See(_view); break;
            case RegionMessage.Take take: Take(take); break;
            case RegionMessage.Acquired acquired: Start(acquired); break;
            case RegionMessage.AcquireFailed failed: AcquireLater(failed); break;
            case RegionMessage.Collect collect: _redirects.Collect(collect.Shard, collect.Epoch); break;
            case RegionMessage.Describe describe: describe.ReplyTo.Tell(new([.. _own.Values.Select(StateOf), .. _redirects.States])); break;
            case RegionMessage.BeginAnew: BeginAnew(); break;
            case RegionMessage.TakeAgain again: TakeAgain(again.Shard); break;
            case RegionMessage.HandOffAll leave: HandOffAll(leave.ReplyTo); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    protected override void OnSignal(Signal signal)
    {
        if (signal is not Signal.Terminated terminated || !_byActor.Remove(terminated.Actor, out var own)) return;
        var shard = own.Term.Shard;
        _own.Remove(shard);
        _ended[shard] = own.Term.Epoch;
        settings.Ended(own.Term);
        if (own.Moving is null) Lost(own);
        else HandedOff(own);
        if (_leaving is not null && _own.Count == 0) _leaving.Tell(new());
    }

    private ShardState StateOf(OwnShard<T> own) => new(
        own.Term.Shard,
        own.Term.Epoch,
        own.Moving is not null ? ShardPhase.Draining : settings.Serves(own.Term.Shard) ? ShardPhase.Serving : ShardPhase.Pulling);

    private void See(ClusterView view)
    {
        _view = view;
        var take = new List<int>();
        foreach (var shard in settings.Shards)
        {
            if (view.RowOf(shard) is not { } row) continue;
            if (_own.TryGetValue(shard, out var own)) Compare(own, row);
            else Follow(row, take);
        }

        _redirects.Sweep();
        Acquire(take, forced: false);
    }

    // A later term stands in the store than the one here: it is over, though its actor has not noticed yet.
    private void Compare(OwnShard<T> own, ShardRow row)
    {
        if (row.Epoch > own.Term.Epoch) Context.Stop(own.Actor);
        else if (own.Moving is null && _view.DestinationOf(row.Shard, settings.Node.NodeId) is { } target) HandOff(own, target);
    }

    private void Follow(ShardRow row, List<int> take)
    {
        var shard = row.Shard;
        if (row.Owner is { } owner && owner != settings.Node && _view.Lives(owner)) Point(shard, row.Epoch, owner);
        else settings.Directory.Set(shard, _redirects.Find(shard));
        if (!settings.Owns || _leaving is not null || _asked.Contains(shard) || !_view.Schedulers.Contains(settings.Node.NodeId)) return;
        // Owned by this node, and no actor is here: the answer to the take-over was lost.
        var unanswered = row.Owner == settings.Node && row.Epoch > _ended.GetValueOrDefault(shard);
        if (unanswered || _free.IsToTake(row, _view, Context.Time.GetElapsedTime(0))) take.Add(shard);
    }

    private void Point(int shard, long epoch, NodeIncarnation owner)
    {
        // The owner too: a store that went back to an older state gives an epoch a second time.
        if (!_remote.TryGetValue(shard, out var known) || (known.Epoch, known.Owner) != (epoch, owner))
            _remote[shard] = known = (epoch, owner, settings.Exports.Find<T>(new(owner, ShardAddress.Of(shard, epoch))));
        settings.Directory.Set(shard, known.Actor);
        _redirects.Lead(shard, epoch, known.Actor);
    }

    private void Take(RegionMessage.Take take)
    {
        if (!settings.Owns || _leaving is not null || _own.ContainsKey(take.Shard) || _asked.Contains(take.Shard) || !settings.Shards.Contains(take.Shard)) return;
        Acquire([take.Shard], take.Forced);
    }

    private void Acquire(List<int> shards, bool forced)
    {
        if (shards.Count == 0) return;
        _asked.UnionWith(shards);
        Context.PipeToSelf(
            settings.Ownership.AcquireAsync(shards, settings.Node, forced, forced ? "forced" : "free", Context.Ids.Next(), Context.Stopped),
            (Asked: shards, Forced: forced),
            static (of, got) => new RegionMessage.Acquired(of.Asked, got, of.Forced),
            static (of, fault) => new RegionMessage.AcquireFailed(of.Asked, fault.Message));
    }

    private void AcquireLater(RegionMessage.AcquireFailed failed)
    {
        _asked.ExceptWith(failed.Asked);
        settings.Observer.ClusterTrouble("take shards", failed.Why);
        Context.Timers.StartSingle("look", RegionMessage.LookAgain.Instance, settings.AcquireAgainAfter);
    }

    private void Start(RegionMessage.Acquired acquired)
    {
        _asked.ExceptWith(acquired.Asked);
        foreach (var shard in acquired.Shards) Start(shard, acquired.Forced);
        if (acquired.Shards.Count > 0) settings.Changed();
    }

    private void Start(AcquiredShard shard, bool forced)
    {
        var term = shard.Term;
        var own = new OwnShard<T>(term, Context.Spawn(settings.ShardProps(shard), ShardAddress.Of(term.Shard, term.Epoch)));
        Context.Watch(own.Actor);
        (_own[term.Shard], _byActor[own.Actor]) = (own, own);
        _remote.Remove(term.Shard);
        _free.Took(term.Shard);
        _redirects.Replace(term.Shard, term.Epoch);
        settings.Exports.Export(own.Name, own.Actor);
        settings.Directory.Set(term.Shard, own.Actor);
        _redirects.Lead(term.Shard, term.Epoch, own.Actor);
        settings.Observer.ShardMoved(term.Shard, forced ? ShardChange.Forced : ShardChange.Acquired, TimeSpan.Zero);
        settings.Began(term);
        if (_leaving is not null) HandOff(own, _view.HeirOf(term.Shard, settings.Node.NodeId));
    }

    private void HandOff(OwnShard<T> own, string? heir)
    {
        if (own.Moving is not null) return;
        own.Heir = heir;
        own.Since = Context.Time.GetTimestamp();
        own.Moving = new(own.Actor.Path, settings.MovingCapacity, settings.TurnAway);
        settings.Exports.Export(own.Name, own.Moving);
        settings.Directory.Set(own.Term.Shard, own.Moving);
        own.Actor.Tell(settings.HandOff(own.Moving));
    }

    private void HandedOff(OwnShard<T> own)
    {
        var shard = own.Term.Shard;
        _redirects.Add(own);
        settings.Observer.ShardMoved(shard, ShardChange.HandedOff, Context.Time.GetElapsedTime(own.Since));
        if (own.Heir is { } heir && _view.Find(heir) is { } member)
            settings.Exports.Find<RegionMessage>(new(member.Node, settings.Name)).Tell(new RegionMessage.Take(shard, Forced: false));
        else
            settings.Changed();
    }

    private void Lost(OwnShard<T> own)
    {
        settings.Exports.Withdraw(own.Name);
        settings.Directory.Set(own.Term.Shard, null);
        settings.Observer.ShardMoved(own.Term.Shard, ShardChange.Lost, TimeSpan.Zero);
        settings.Changed();
        // It may still be this node's in the store, in the very term that ended here: after a failure, or when the store was put back.
        Context.Timers.StartSingle($"again-{own.Term.Shard}", new RegionMessage.TakeAgain(own.Term.Shard), settings.AcquireAgainAfter);
    }

    private void TakeAgain(int shard)
    {
        _ended.Remove(shard);
        See(_view);
    }

    // What was handed off, ended or pointed to may never have been: a hand-off that is under way is given up.
    private void BeginAnew()
    {
        _ended.Clear();
        _remote.Clear();
        _redirects.Clear();
        foreach (var own in _own.Values)
        {
            own.Moving?.Close();
            own.Moving = null;
            Context.Stop(own.Actor);
        }
    }

    private void HandOffAll(ActorRef<RegionHandedOff> replyTo)
    {
        _leaving = replyTo;
        foreach (var own in _own.Values.ToList()) HandOff(own, _view.HeirOf(own.Term.Shard, settings.Node.NodeId));
        if (_own.Count == 0) replyTo.Tell(new());
    }
}
