namespace Akka.Scheduler.Cluster.Membership;

/// <summary>Where in its life an incarnation is. The numbers are stored.</summary>
public enum MemberState : short
{
    /// <summary>Known, and not ready yet: it owns nothing and is sent nothing.</summary>
    Joining = 0,

    /// <summary>Takes part.</summary>
    Up = 1,

    /// <summary>Gives its work away and will leave.</summary>
    Draining = 2,

    /// <summary>Left in order.</summary>
    Left = 3,

    /// <summary>Declared dead, or replaced by a newer incarnation of the same id.</summary>
    Dead = 4,
}

/// <summary>Questions about a <see cref="MemberState"/>.</summary>
public static class MemberStates
{
    /// <summary>Whether an incarnation in this state renews a lease, and may still own or run something.</summary>
    public static bool Lives(this MemberState state) => state <= MemberState.Draining;
}
