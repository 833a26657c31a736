using Akka.Scheduler.TestKit.Network;
using static Akka.Scheduler.ClusterTests.Faults.Nemesis;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>Faults of the links: between a node and the database, and between nodes.</summary>
internal static class LinkNemeses
{
    private static readonly LinkFaults Cut = new() { HoldsRequests = true, HoldsAnswers = true };

    public static IReadOnlyList<Nemesis> All { get; } =
    [
        Of("partition-store", 1, node => node.Store, _ => Cut),
        Of("partition-store-one-way", 1, node => node.Store, random => random.Next(2) == 0 ? new() { HoldsRequests = true } : new() { HoldsAnswers = true }),
        Of("refuse-store", 1, node => node.Store, _ => new() { Refuses = true }, resets: true),
        Of("slow-store", 1, node => node.Store, random => new() { Delay = Between(random, 0.005, 0.2), Jitter = Between(random, 0, 0.1) }),
        Of("narrow-store", 1, node => node.Store, random => new() { BytesPerSecond = random.Next(20_000, 200_000) }),
        Of("partition-peers", 2, node => node.Peers, _ => Cut),
        Of("partition-peers-one-way", 2, node => node.Peers, random => random.Next(2) == 0 ? new() { HoldsRequests = true } : new() { HoldsAnswers = true }),
        Of("slow-peers", 2, node => node.Peers, random => new() { Delay = Between(random, 0.005, 0.3), Jitter = Between(random, 0, 0.2) }),
        Of("isolate", 2, node => node.Store, _ => Cut, also: node => node.Peers),
        new("lost-acknowledgements", 1, async (rig, random, cancel) =>
        {
            var (node, length) = (Pick(rig, random), Between(random, 0.5, 3));
            node.Store.LoseAnswers(random.Next(1, 6));
            await Task.Delay(length, cancel);
            node.Store.LoseAnswers(0);
            return node.Name;
        }),
        new("reset-connections", 1, (rig, random, _) =>
        {
            var node = Pick(rig, random);
            node.Store.Reset();
            node.Peers.Reset();
            return Task.FromResult(node.Name);
        }),
    ];

    private static Nemesis Of(
        string kind, int leastNodes, Func<RigNode, LinkProxy> link, Func<Random, LinkFaults> faults, bool resets = false, Func<RigNode, LinkProxy>? also = null) =>
        new(kind, leastNodes, async (rig, random, cancel) =>
        {
            var (node, wrong, length) = (Pick(rig, random), faults(random), Between(random, 0.5, random.Next(3) == 0 ? 15 : 5));
            LinkProxy[] links = also is null ? [link(node)] : [link(node), also(node)];
            try
            {
                foreach (var one in links)
                {
                    one.Faults = wrong;
                    if (resets) one.Reset();
                }

                await Task.Delay(length, cancel);
            }
            finally
            {
                foreach (var one in links) one.Faults = LinkFaults.None;
            }

            return node.Name;
        });
}
