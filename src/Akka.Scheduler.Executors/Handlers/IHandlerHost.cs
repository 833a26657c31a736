namespace Akka.Scheduler.Executors.Handlers;

/// <summary>What the code of handlers runs on: threads of its own in a node, the one thread of virtual time in a test.</summary>
public interface IHandlerHost
{
    /// <summary>Runs work, later. It must not throw.</summary>
    /// <param name="work">A piece of a handler's code, up to its next <c>await</c>.</param>
    void Enqueue(Action work);
}
