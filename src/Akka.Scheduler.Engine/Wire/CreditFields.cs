using Akka.Scheduler.Cluster.Membership;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Credits, and who gives them, on the wire.</summary>
internal static class CreditFields
{
    private const int LeastSpent = 2;
    private const int LeastLabel = 2;
    private const int LeastName = 1;

    public static void Write(this ref WireWriter to, NodeIncarnation node)
    {
        to.Text(node.NodeId);
        to.Guid(node.Incarnation);
    }

    public static NodeIncarnation Node(this ref WireReader from) => new(from.Name(), from.Guid());

    public static void Write(this ref WireWriter to, CreditGrant grant)
    {
        to.Write(grant.Worker);
        to.Actor(grant.Ref);
        to.Signed(grant.Stamp);
        to.Count(grant.Count);
    }

    public static CreditGrant Grant(this ref WireReader from) =>
        new(from.Node(), from.Actor<WorkerMessage>(), from.Signed(), from.Count() is > 0 and var count ? count : throw new FormatException("a grant of nothing"));

    public static void Write(this ref WireWriter to, IReadOnlyList<SpentCredits> spent)
    {
        to.Count(spent.Count);
        foreach (var credits in spent)
        {
            to.Signed(credits.Stamp);
            to.Count(credits.Count);
        }
    }

    public static IReadOnlyList<SpentCredits> Spent(this ref WireReader from)
    {
        var spent = new SpentCredits[from.CountOf(LeastSpent)];
        for (var i = 0; i < spent.Length; i++) spent[i] = new(from.Signed(), from.Count());
        return spent;
    }

    public static void Write(this ref WireWriter to, WorkerProfile? profile)
    {
        to.Flag(profile is not null);
        if (profile is null) return;
        to.Real(profile.Weight);
        to.Count(profile.Labels.Count);
        foreach (var (name, value) in profile.Labels)
        {
            to.Text(name);
            to.Text(value);
        }

        to.Count(profile.Executors.Count);
        foreach (var executor in profile.Executors) to.Text(executor);
    }

    public static WorkerProfile? Profile(this ref WireReader from)
    {
        if (!from.Flag()) return null;
        var weight = from.Real();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = from.CountOf(LeastLabel); left > 0; left--)
        {
            if (!labels.TryAdd(from.Text(), from.Text())) throw new FormatException("a label is there twice");
        }

        var executors = new string[from.CountOf(LeastName)];
        for (var i = 0; i < executors.Length; i++) executors[i] = from.Name();
        return new(weight, labels, executors);
    }
}
