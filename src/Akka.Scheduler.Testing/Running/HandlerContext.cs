using Akka.Scheduler.Executors.Handlers;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Running;

/// <summary>
/// Where handlers run and continue after an await: on the simulation's thread, as turns of their node. What completed elsewhere (real input and output, the thread
/// pool) is brought back there, which a simulation's own context forbids.
/// </summary>
internal sealed class HandlerContext(SimulationThread thread, DeterministicGroup life) : SynchronizationContext, IHandlerHost
{
    public override void Post(SendOrPostCallback d, object? state) => Enqueue(() => Run(() =>
    {
        d(state);
        return true;
    }));

    public void Enqueue(Action work)
    {
        if (thread.IsCurrent) life.Post(work);
        else thread.Post(() => life.Post(work));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may block the thread of a test scheduler.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Begins something of a handler.</summary>
    public T Run<T>(Func<T> work)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            return work();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
