using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Cluster.Membership;

/// <summary>What a lease holder understands.</summary>
public abstract record LeaseMessage
{
    private LeaseMessage() { }

    internal sealed record Renew : LeaseMessage
    {
        public static Renew Instance { get; } = new();
    }

    internal sealed record Renewed(Renewal Renewal, Lease.Asked AskedAt) : LeaseMessage;
}

/// <summary>Keeps this incarnation's lease.</summary>
/// <remarks>
/// <para>The holder trusts itself from before its request was sent, for TTL − margin, by its own clocks: by the monotonic one, and by the wall
/// clock too where that ran ahead, since a machine that slept does not count its sleep. No other machine's clock has a say.</para>
/// <para>An answer that never came extends nothing.</para>
/// <para>A rival counts TTL + margin from a later moment, so there is a gap in which nobody acts, and never an overlap.</para>
/// <para>A lost lease is final: the incarnation is dead, and its node stops.</para>
/// </remarks>
/// <param name="node">Whose lease.</param>
/// <param name="store">Where it is renewed.</param>
/// <param name="settings">Its timing.</param>
/// <param name="lease">Where it leaves what it knows.</param>
/// <param name="storeChanged">Hears, in its turn, that the store is another one than before: nothing that was read before may be trusted any more.</param>
public sealed class LeaseHolder(
    NodeIncarnation node, IMembershipStore store, LeaseSettings settings, Lease lease, Action<StoreIdentity> storeChanged) : Actor<LeaseMessage>
{
    /// <inheritdoc/>
    protected override void OnStart() => Renew();

    /// <inheritdoc/>
    protected override void Receive(LeaseMessage message)
    {
        switch (message)
        {
            case LeaseMessage.Renew: Renew(); break;
            case LeaseMessage.Renewed renewed: Settle(renewed); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void Renew()
    {
        var askedAt = lease.Ask();
        Context.PipeToSelf(
            store.RenewAsync(node, Context.Stopped),
            askedAt,
            static (at, renewal) => new LeaseMessage.Renewed(renewal, at),
            static (at, _) => new LeaseMessage.Renewed(Renewal.Unknown, at));
    }

    private void Settle(LeaseMessage.Renewed renewed)
    {
        switch (renewed.Renewal.Outcome)
        {
            case RenewOutcome.Held:
                if (!lease.StandsOn(renewed.Renewal.Store)) storeChanged(renewed.Renewal.Store);
                lease.Extend(renewed.AskedAt, settings.Ttl - settings.Margin);
                if (renewed.Renewal.State == MemberState.Draining) lease.AskToDrain();
                Context.Timers.StartSingle("renew", LeaseMessage.Renew.Instance, settings.RenewInterval);
                break;
            case RenewOutcome.Unknown:
                Context.Timers.StartSingle("renew", LeaseMessage.Renew.Instance, settings.RetryInterval);
                break;
            case RenewOutcome.Lost:
                lease.Lose();
                break;
            default:
                throw new InvalidOperationException($"unknown outcome {renewed.Renewal.Outcome}");
        }
    }
}
