using Akka.Scheduler.Engine;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>
/// One node's whole engine on one thread, in virtual time and seeded order, over a store that outlives it. The same seed and the same
/// calls give the same run.
/// </summary>
public sealed class SimulatedNode
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private readonly SimulatedWorld _world;
    private DeterministicGroup? _life;
    private EngineHost? _host;
    private int _lives;

    /// <summary>Makes a node that is not started, in a simulation of its own.</summary>
    /// <param name="seed">Decides every choice.</param>
    public SimulatedNode(ulong seed)
        : this(new SimulatedWorld(seed), "node-1")
    {
    }

    /// <summary>Makes a node that is not started, in a world that it may share with others.</summary>
    /// <param name="world">The clock, the store and the network.</param>
    /// <param name="id">Its name.</param>
    public SimulatedNode(SimulatedWorld world, string id)
    {
        _world = world;
        Observer = new(world.Simulation.Time);
        Executors = life => new([Executor.For(life.Time)]);
        Options = new()
        {
            NodeId = id,
            Shape = new("simulated", 4),
            Address = "none",
            Retention = new(TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(30)),
        };
    }

    /// <summary>The clock and the order of all turns.</summary>
    public DeterministicDispatcher Simulation => _world.Simulation;

    /// <summary>The store.</summary>
    public SimulatedStore Store => _world.Store;

    /// <summary>What its attempts do. Tasks name it <c>script</c>.</summary>
    public ScriptedExecutor Executor { get; } = new();

    /// <summary>The executors of a life, on that life's clock; read at each start. Default <see cref="Executor"/> alone.</summary>
    public Func<DeterministicGroup, ExecutorRegistry> Executors { get; set; }

    /// <summary>What its engine says of itself, over all lives.</summary>
    public SimulatedObserver Observer { get; }

    /// <summary>How it is set up; read at each start.</summary>
    public EngineOptions Options { get; set; }

    /// <summary>Stands between the engine and its store; read at each start.</summary>
    public Func<StorePorts, StorePorts> Between { get; set; } = static ports => ports;

    /// <summary>The engine of this life.</summary>
    /// <exception cref="InvalidOperationException">It is not started.</exception>
    public EngineHost Host => _host ?? throw new InvalidOperationException("the node is not started");

    /// <summary>Whether it is started and was not killed since.</summary>
    public bool IsUp => _host is not null;

    /// <summary>Whether it stands still.</summary>
    public bool IsPaused => _life is { IsPaused: true };

    /// <summary>Now, in virtual time.</summary>
    public DateTimeOffset Now => Simulation.Time.GetUtcNow();

    /// <summary>Starts a life; a start that the store refuses is tried again, as an init system would.</summary>
    public void Start()
    {
        var until = Now + StartPatience;
        while (!TryStart())
        {
            if (Now > until) throw new InvalidOperationException("the node did not come up");
            Simulation.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Starts a life, if the store lets it within ten seconds.</summary>
    public bool TryStart()
    {
        if (_host is not null) return true;
        var life = _life = Simulation.CreateGroup($"{Options.NodeId}-{++_lives}");
        var starting = Begin(life);
        if (Simulation.RunUntil(() => starting.Task.IsCompleted, TimeSpan.FromSeconds(10)) && !starting.Task.IsFaulted) _host = starting.Task.Result;
        else End(life);
        return _host is not null;
    }

    /// <summary>Starts, and waits until every shard serves.</summary>
    public void StartServing()
    {
        Start();
        var serving = Host.Serving;
        if (!Simulation.RunUntil(() => serving.Covered == serving.Expected, StartPatience)) throw new InvalidOperationException("not every shard came to serve");
    }

    /// <summary>Does what an init system does: a node that cannot go on by its own account is ended, and started again if the store lets it.</summary>
    public void RestartIfBroken()
    {
        if (_host is not { Broken.IsCompleted: true }) return;
        Kill();
        TryStart();
    }

    /// <summary>Ends the life at once, as a kill signal does. The store keeps what it has, and what is on its way to it may still arrive.</summary>
    public void Kill()
    {
        if (_life is { } life) End(life);
        _host = null;
    }

    /// <summary>Stops the process as SIGSTOP does, or continues it.</summary>
    public void Pause(bool paused)
    {
        if (paused) _life?.Pause();
        else _life?.Resume();
    }

    /// <summary>Stops in order, and answers whether that came to an end by itself.</summary>
    public bool Stop(TimeSpan grace)
    {
        var host = Host;
        var stopped = Run(() => host.StopAsync(grace, CancellationToken.None));
        var ended = Simulation.RunUntil(() => stopped.IsCompleted, TimeSpan.FromMinutes(5)) && stopped.IsCompletedSuccessfully;
        Kill();
        return ended;
    }

    /// <summary>Begins asynchronous code as a client of the node does, on the simulation's thread.</summary>
    public Task<T> Ask<T>(Func<EngineHost, Task<T>> call)
    {
        var host = Host;
        var answer = new TaskCompletionSource<T>();
        Simulation.Post(() => Forward(call(host), answer));
        return answer.Task;
    }

    /// <summary>As <see cref="Ask{T}"/>, and runs the simulation until it is answered.</summary>
    public T Await<T>(Func<EngineHost, Task<T>> call) => Await(Ask(call));

    /// <summary>Runs the simulation until a task has ended.</summary>
    public T Await<T>(Task<T> task)
    {
        if (!Simulation.RunUntil(() => task.IsCompleted, TimeSpan.FromMinutes(5))) throw new InvalidOperationException("no answer in five minutes");
        return task.Result;
    }

    private void End(DeterministicGroup life)
    {
        life.Kill();
        _world.Network.Close(Options.NodeId);
    }

    private TaskCompletionSource<EngineHost> Begin(DeterministicGroup life)
    {
        var started = new TaskCompletionSource<EngineHost>();
        life.Post(() => Forward(EngineHost.StartAsync(Options, Parts(life), CancellationToken.None), started));
        return started;
    }

    private Task<bool> Run(Func<Task> work) => Ask(async _ =>
    {
        await work();
        return true;
    });

    private static void Forward<T>(Task<T> task, TaskCompletionSource<T> to) => _ = ForwardAsync(task, to);

    private static async Task ForwardAsync<T>(Task<T> task, TaskCompletionSource<T> to)
    {
        try
        {
            to.TrySetResult(await task);
        }
        catch (Exception fault)
        {
            to.TrySetException(fault);
        }
    }

    private EngineParts Parts(DeterministicGroup life) => new()
    {
        Store = Between(Store.Connect(Options.NodeId)),
        Executors = Executors(life),
        Transitions = Observer,
        Observer = Observer,
        ClusterObserver = Observer,
        OpenTransport = (node, _) => Task.FromResult(_world.Network.Open(node)),
        Offload = static work => work(),
        Time = life.Time,
        Dispatcher = life,
        Seed = Seed.Combine(_world.Seed, Seed.Of($"{Options.NodeId} {_lives}")),
    };
}
