namespace Akka.Scheduler.Testing;

/// <summary>
/// Handlers await something that neither the test's clock nor the scheduler completes, for longer than <see cref="TestSchedulerOptions.RealAwaitLimit"/>.
/// Virtual time does not go on without them: what a test sees would depend on the machine.
/// </summary>
/// <param name="attempts">The attempts, as <c>handler, task, attempt</c>.</param>
/// <param name="limit">How long they were waited for.</param>
public sealed class HandlerNotDoneException(IReadOnlyList<string> attempts, TimeSpan limit) : Exception(
    $"Not done after {limit.TotalSeconds:0.###} s of real time: {string.Join("; ", attempts)}. The handler awaits something that is not the clock. Let it await "
    + "Task.Delay and timers on the injected TimeProvider, let the test complete what it awaits, stand a FakeExecutor in its place, or raise RealAwaitLimit.")
{
    /// <summary>The attempts, as <c>handler, task, attempt</c>.</summary>
    public IReadOnlyList<string> Attempts => attempts;
}
