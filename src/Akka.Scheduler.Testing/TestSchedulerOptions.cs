using Akka.Scheduler.Testing.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Scheduler.Testing;

/// <summary>How a <see cref="TestScheduler"/> is set up.</summary>
public sealed class TestSchedulerOptions
{
    private readonly List<FakeExecutor> _fakes = [];

    /// <summary>Decides every choice that is left open: the same seed and the same calls give the same run. Default 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>What the clock shows first. Default 1 March 2026, 8 o'clock UTC, a Sunday.</summary>
    public DateTimeOffset Start { get; set; } = SimulatedWorld.UsualStart;

    /// <summary>
    /// The application's services, registered as for a real node: <c>AddTaskHandler</c>, <c>AddTaskHandlers</c>, <c>AddTask</c> and whatever handlers ask for.
    /// The clock is added to them as <see cref="TimeProvider"/>, in the place of any other, and the scheduler as <c>ITaskScheduler</c>.
    /// </summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>
    /// How long, in real time, a handler may await something that is not the clock before the test is told so by a <see cref="HandlerNotDoneException"/>.
    /// Default 10 s. Zero: it is not waited for; virtual time goes on without it, and when it goes on is not determined.
    /// </summary>
    public TimeSpan RealAwaitLimit { get; set; } = TimeSpan.FromSeconds(10);

    internal IReadOnlyList<FakeExecutor> Fakes => _fakes;

    /// <summary>Adds an executor that does what the test says.</summary>
    /// <param name="name">What tasks call it by: that of a handler which the test does not register, or <c>http</c>, <c>shell</c> and the like.</param>
    public FakeExecutor AddFake(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var fake = new FakeExecutor(name);
        _fakes.Add(fake);
        return fake;
    }
}
