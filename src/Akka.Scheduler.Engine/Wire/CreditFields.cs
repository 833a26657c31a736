using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Credits on the wire.</summary>
internal static class CreditFields
{
    private const int LeastHeld = 2;

    public static void Write(this ref WireWriter to, CreditGrant grant)
    {
        to.Write(grant.Worker);
        to.Actor(grant.Ref);
        to.Signed(grant.Stamp);
        to.Count(grant.Count);
    }

    public static CreditGrant Grant(this ref WireReader from) =>
        new(from.WorkerId(), from.Actor<WorkerMessage>(), from.Signed(), from.Count() is > 0 and var count ? count : throw new FormatException("a grant of nothing"));

    public static void Write(this ref WireWriter to, IReadOnlyList<HeldCredits> held)
    {
        to.Count(held.Count);
        foreach (var credits in held)
        {
            to.Signed(credits.OldStamp);
            to.Count(credits.Count);
        }
    }

    public static IReadOnlyList<HeldCredits> Held(this ref WireReader from)
    {
        var held = new HeldCredits[from.CountOf(LeastHeld)];
        for (var i = 0; i < held.Length; i++) held[i] = new(from.Signed(), from.Count());
        return held;
    }
}
