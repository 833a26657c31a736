using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Events;

/// <summary>Lets this node's audience hear of the steps of the whole cluster, and other nodes of the steps of this one.</summary>
/// <remarks>
/// A wish is told to all nodes that own shards, again and again while it lasts, and forgotten by them soon after that ends: so a node that dies
/// is sent nothing for long, a word that is lost is said again, and nothing is sent where nobody listens. Steps are hints: they gather
/// for a moment, and what a listener cannot take is counted and dropped.
/// </remarks>
/// <param name="self">This node.</param>
/// <param name="outbox">The steps of this node.</param>
/// <param name="audience">Who listens on this node; <see langword="null"/> where nobody ever does.</param>
/// <param name="relayOf">The relay of another node.</param>
internal sealed class EventRelay(NodeIncarnation self, StepOutbox outbox, ITransitionAudience? audience, Func<NodeIncarnation, ActorRef<RelayMessage>> relayOf)
    : Actor<RelayMessage>
{
    /// <summary>How often a wish is told.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);

    /// <summary>How long a wish is good for.</summary>
    public static readonly TimeSpan WishLifetime = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private const int MaxBatch = 250;

    private readonly Dictionary<ActorRef<RelayMessage>, Listener> _listeners = [];
    private List<NodeIncarnation> _owners = [];
    private AudienceWish _told;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        var here = Context.Self;
        outbox.Wanted = AudienceWish.Nothing;
        outbox.Attach(() => here.Tell(RelayMessage.Filled.Instance));
        audience?.Attach(() => here.Tell(RelayMessage.WishGrew.Instance));
        TellWish();
    }

    /// <inheritdoc/>
    protected override void Receive(RelayMessage message)
    {
        switch (message)
        {
            case RelayMessage.Listen listen: Take(listen); break;
            case RelayMessage.Steps steps: audience?.Heard(steps.Notices, steps.Lost); break;
            case RelayMessage.Seen seen: See(seen.View); break;
            // A smaller wish than the one that was told last is told when that is to be renewed.
            case RelayMessage.WishGrew when audience!.Wish <= _told: break;
            case RelayMessage.WishGrew or RelayMessage.Renew: TellWish(); break;
            case RelayMessage.Expire: Expire(); break;
            case RelayMessage.Filled: Context.Timers.StartSingle("flush", RelayMessage.Flush.Instance, Gather); break;
            case RelayMessage.Flush: Flush(); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void See(ClusterView view)
    {
        var owners = view.Members
            .Where(member => member.State.Lives() && member.Profile.Has(MemberProfile.SchedulerRole) && member.Node != self)
            .Select(member => member.Node)
            .ToList();
        var others = owners.Except(_owners).ToList();
        _owners = owners;
        if (_told != AudienceWish.Nothing) Tell(others);
    }

    private void TellWish()
    {
        var before = _told;
        _told = audience?.Wish ?? AudienceWish.Nothing;
        if (_told != AudienceWish.Nothing || before != AudienceWish.Nothing) Tell(_owners);
        if (_told != AudienceWish.Nothing) Context.Timers.StartSingle("renew", RelayMessage.Renew.Instance, RenewEvery);
    }

    private void Tell(IEnumerable<NodeIncarnation> nodes)
    {
        foreach (var node in nodes) relayOf(node).Tell(new RelayMessage.Listen(Context.Self, _told));
    }

    private void Take(RelayMessage.Listen listen)
    {
        if (listen.Wish == AudienceWish.Nothing) _listeners.Remove(listen.Listener);
        else if (_listeners.TryGetValue(listen.Listener, out var known)) known.Renew(listen.Wish, Context.Time.GetTimestamp());
        else _listeners.Add(listen.Listener, new(listen.Wish, Context.Time.GetTimestamp()));
        Settle();
    }

    private void Expire()
    {
        foreach (var (who, listener) in _listeners.ToList())
        {
            if (Context.Time.GetElapsedTime(listener.ToldAt) >= WishLifetime) _listeners.Remove(who);
        }

        Settle();
    }

    private void Settle()
    {
        outbox.Wanted = _listeners.Count == 0 ? AudienceWish.Nothing : _listeners.Values.Max(listener => listener.Wish);
        if (_listeners.Count > 0 && !Context.Timers.IsActive("expire")) Context.Timers.StartSingle("expire", RelayMessage.Expire.Instance, RenewEvery);
    }

    private void Flush()
    {
        var (notices, lost) = outbox.Take();
        foreach (var (who, listener) in _listeners)
        {
            listener.Lost += lost;
            var wanted = listener.Wish == AudienceWish.Steps ? notices : [.. notices.Where(notice => notice.IsEnd)];
            foreach (var batch in wanted.Chunk(MaxBatch)) listener.Lost = who.TryTell(new RelayMessage.Steps(batch, listener.Lost)) ? 0 : listener.Lost + batch.Length;
        }
    }

    private sealed class Listener(AudienceWish wish, long toldAt)
    {
        public AudienceWish Wish { get; private set; } = wish;

        public long ToldAt { get; private set; } = toldAt;

        /// <summary>How many steps it was not told of, and does not know it yet.</summary>
        public int Lost { get; set; }

        public void Renew(AudienceWish wish, long at) => (Wish, ToldAt) = (wish, at);
    }
}
