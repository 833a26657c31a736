using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Running;

/// <summary>
/// Where handlers continue after an await: on the simulation's thread, as turns of their node. What completed elsewhere (real input and output, the thread
/// pool) is brought back there, which a simulation's own context forbids.
/// </summary>
internal sealed class HandlerContext(SimulationThread thread, DeterministicGroup life) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (thread.IsCurrent) Continue(d, state);
        else thread.Post(() => Continue(d, state));
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

    private void Continue(SendOrPostCallback d, object? state) => life.Post(() => Run(() =>
    {
        d(state);
        return true;
    }));
}
