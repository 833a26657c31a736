using Akka.Scheduler.Kernel;
using Shouldly;

namespace Akka.Scheduler.UnitTests.Kernel;

public enum Runner
{
    Pool,
    Thread,
    Simulated,
}

/// <summary>An actor system over each dispatcher, and how a test waits in it: on a signal, never for a span of time.</summary>
internal sealed class KernelWorld : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<ActorFailure> _failures = [];

    internal KernelWorld(Runner runner, ulong seed = 1)
    {
        Simulation = runner == Runner.Simulated ? new DeterministicDispatcher(seed, DateTimeOffset.UnixEpoch) : null;
        if (Simulation is not null)
            SynchronizationContext.SetSynchronizationContext(Simulation.Context);
        Thread = runner == Runner.Thread ? new DedicatedThread("test", TimeProvider.System) : null;
        System = ActorSystem.Create("test", new ActorSystemOptions
        {
            Time = Time,
            Dispatcher = (Dispatcher?)Simulation ?? (Dispatcher?)Thread ?? new ThreadPoolDispatcher(),
            Seed = seed,
            OnFailure = failure =>
            {
                lock (_failures)
                    _failures.Add(failure);
            },
        });
    }

    internal ActorSystem System { get; }

    internal DeterministicDispatcher? Simulation { get; }

    internal DedicatedThread? Thread { get; }

    internal TimeProvider Time => (TimeProvider?)Simulation?.Time ?? Thread?.Time ?? TimeProvider.System;

    internal Journal Journal { get; } = new();

    internal ActorFailure[] Failures
    {
        get
        {
            lock (_failures)
                return [.. _failures];
        }
    }

    internal ActorRef<object> Spawn(Script script, string name = "actor", int capacity = 10_000, Supervision? supervision = null) =>
        System.Spawn(script.Props(capacity, supervision), name);

    internal void Await(Task task)
    {
        if (Simulation is null)
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience).ShouldBeTrue(WhatHappened());
        else
            Simulation.RunUntil(() => task.IsCompleted, TimeSpan.FromDays(1)).ShouldBeTrue(WhatHappened());
        task.GetAwaiter().GetResult();
    }

    internal T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.Result;
    }

    /// <summary>Waits until the journal has an entry so many times.</summary>
    internal void Await(string entry, int times = 1) => Await(Journal.Has(entry, times));

    /// <summary>Waits until an actor has handled, at once or one after the other, all that was told to it before.</summary>
    internal void Settle(ActorRef<object> actor) =>
        Await(actor.Ask<object, int>(reply => new Script.Probe(reply), Patience, Time, CancellationToken.None));

    private string WhatHappened() => $"{Journal} was all that happened; failures: {string.Join(", ", Failures.Take(3))}.";

    public void Dispose()
    {
        Await(System.ShutdownAsync(Patience));
        Thread?.Dispose();
    }
}
