namespace Akka.Scheduler.Kernel;

/// <summary>What hears of an actor's end: another actor, or the system for those at the top. Called on the child's turn.</summary>
internal interface IParent
{
    void OnChildStopped(ActorCell child);

    /// <summary>The child waits for its parent to stop it.</summary>
    void OnChildEscalated(ActorCell child, Exception failure);
}

/// <summary>Own data by which cells move one another through their lives.</summary>
internal static class Lifecycle
{
    internal sealed class Start : OwnMessage
    {
        internal override void Apply(ActorCell cell) => cell.Start();
    }

    internal sealed class Stop : OwnMessage
    {
        internal override void Apply(ActorCell cell) => cell.Stop();
    }

    internal sealed class ChildStopped(ActorCell child) : OwnMessage
    {
        internal override void Apply(ActorCell cell) => cell.ChildHasStopped(child);
    }

    internal sealed class ChildEscalated(ActorCell child, Exception failure) : OwnMessage
    {
        internal override void Apply(ActorCell cell)
        {
            if (cell.Children.Contains(child))
                cell.Fail(failure, null);
        }
    }
}
