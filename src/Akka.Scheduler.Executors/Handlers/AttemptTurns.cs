using System.Diagnostics.CodeAnalysis;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Handlers;

/// <summary>Where the code of one attempt runs, also after each <c>await</c>: on the threads for handlers, with nobody else's state at hand.</summary>
/// <remarks>What is thrown where nobody waits for it (in an <c>async void</c>, in a callback) goes to the attempt's output; elsewhere it would end the process.</remarks>
internal sealed class AttemptTurns(IHandlerHost threads, IAttemptOutput output) : SynchronizationContext
{
    /// <summary>Begins the work; ends when the work does, even if it blocks at once.</summary>
    public async Task<AttemptOutcome> RunAsync(Func<Task<AttemptOutcome>> work)
    {
        var begun = new TaskCompletionSource<Task<AttemptOutcome>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var flow = ExecutionContext.Capture();
        void Begin(object? state) => begun.SetResult(work());
        Post(state => { if (flow is null) Begin(state); else ExecutionContext.Run(flow, Begin, state); }, null);
        return await await begun.Task;
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => threads.Enqueue(() => Turn(d, state));

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a handler throws concerns its own attempt only.")]
    private void Turn(SendOrPostCallback act, object? state)
    {
        SetSynchronizationContext(this);
        try
        {
            act(state);
        }
        catch (Exception fault)
        {
            output.Write(OutputStream.Error, $"Thrown where nobody waited for it: {fault}\n");
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }
}
