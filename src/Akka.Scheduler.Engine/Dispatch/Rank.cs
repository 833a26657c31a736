using System.Globalization;
using Akka.Scheduler.Cluster.Sharding;

namespace Akka.Scheduler.Engine.Dispatch;

/// <summary>Draws lots for a key among nodes: each key has an order of nodes of its own, and a node that comes or goes changes no other's place (rendezvous hashing, Thaler and Ravishankar 1996).</summary>
internal static class Rank
{
    public static int Of(int key, string node) => ShardHash.Of(string.Create(CultureInfo.InvariantCulture, $"{key}/{node}"), int.MaxValue);
}
