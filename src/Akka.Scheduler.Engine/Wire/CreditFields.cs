using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Credits, and what workers say of themselves, on the wire.</summary>
internal static class CreditFields
{
    private const int LeastSpent = 2;

    public static void Write(this ref WireWriter to, CreditGrant grant)
    {
        to.Node(grant.Worker);
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

    public static void OptionalProfile(this ref WireWriter to, WorkerProfile? profile)
    {
        to.Flag(profile is not null);
        if (profile is not null) to.Profile(profile);
    }

    public static void Profile(this ref WireWriter to, WorkerProfile profile)
    {
        to.Real(profile.Weight);
        to.Labels(profile.Labels);
        to.Count(profile.Executors.Count);
        foreach (var executor in profile.Executors) to.Text(executor);
    }

    public static WorkerProfile? OptionalProfile(this ref WireReader from) => from.Flag() ? from.Profile() : null;

    public static WorkerProfile Profile(this ref WireReader from) => new(from.Real(), from.Labels(), Executors(ref from));

    private static string[] Executors(ref WireReader from)
    {
        var executors = new string[from.CountOf(1)];
        for (var i = 0; i < executors.Length; i++) executors[i] = from.Text();
        return executors;
    }
}
