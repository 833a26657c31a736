using System.Diagnostics.CodeAnalysis;

namespace Akka.Scheduler.Kernel;

/// <summary>One actor: its instance, its mailbox, and what its context offers.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The source has no timer and no link, so that cancelling it at the instance's end frees all it holds.")]
internal sealed class ActorCell<T> : ActorCell, IActorContext<T>
{
    private readonly Props<T> _props;
    private readonly Mailbox<T> _mailbox;
    private readonly LocalRef<T> _self;
    private readonly Timers<T> _timers;
    private readonly ulong _seed;
    private Actor<T>? _actor;
    private CancellationTokenSource? _stopped;
    private SeededRandom? _random;
    private GuidV7Source? _ids;

    internal ActorCell(ActorSystem system, IParent parent, ActorPath path, Props<T> props)
        : base(system, parent, path, props.Supervision)
    {
        _props = props;
        _mailbox = new Mailbox<T>(this, system.Dispatcher, props.MailboxCapacity);
        _self = new LocalRef<T>(this, _mailbox);
        _timers = new Timers<T>(this);
        _seed = Seed.Combine(system.Seed, Seed.Of(path.Value));
    }

    public ActorRef<T> Self => _self;

    public TimeProvider Time => System.Time;

    public Random Random => _random ??= new SeededRandom(_seed);

    public GuidV7Source Ids => _ids ??= new GuidV7Source(Time, Seed.Mix(_seed));

    public ITimers<T> Timers => _timers;

    public CancellationToken Stopped
    {
        get
        {
            if (_stopped is null)
            {
                _stopped = new CancellationTokenSource();
                if (IsEnding)
                    _stopped.Cancel();
            }

            return _stopped.Token;
        }
    }

    ActorSystem IActorContext<T>.System => System;

    protected override Mailbox Mailbox => _mailbox;

    public ActorRef<TChild> Spawn<TChild>(Props<TChild> props, string name)
    {
        if (IsEnding)
            throw new InvalidOperationException($"{Path} is stopping and starts no child.");
        var child = new ActorCell<TChild>(System, this, Path.Child(name), props);
        Children.Add(child);
        child.Post(new Lifecycle.Start());
        return child.Self;
    }

    public void Stop(IActorRef child)
    {
        var cell = CellOf(child);
        if (Children.Contains(cell))
            cell.Post(new Lifecycle.Stop());
        else if (cell.Parent != this)
            throw new ArgumentException($"{child.Path} is not a child of {Path}.", nameof(child));
    }

    public void StopSelf() => Post(new Lifecycle.Stop());

    public void Watch(IActorRef actor) => DeathWatch.Add(this, RefOf(actor));

    public void Unwatch(IActorRef actor) => DeathWatch.Remove(RefOf(actor));

    public void PipeToSelf<TResult>(Task<TResult> task, Func<TResult, T> onSuccess, Func<Exception, T> onFailure) =>
        PipeToSelf(new ValueTask<TResult>(task), (onSuccess, onFailure), static (maps, result) => maps.onSuccess(result),
            static (maps, failure) => maps.onFailure(failure));

    public void PipeToSelf(Task task, Func<T> onSuccess, Func<Exception, T> onFailure) =>
        PipeToSelf(WithoutResult(task), (onSuccess, onFailure), static (maps, _) => maps.onSuccess(),
            static (maps, failure) => maps.onFailure(failure));

    public void PipeToSelf<TResult, TState>(
        Task<TResult> task, TState state, Func<TState, TResult, T> onSuccess, Func<TState, Exception, T> onFailure) =>
        PipeToSelf(new ValueTask<TResult>(task), state, onSuccess, onFailure);

    public void PipeToSelf<TResult, TState>(
        ValueTask<TResult> task, TState state, Func<TState, TResult, T> onSuccess, Func<TState, Exception, T> onFailure) =>
        new PipedTask<T, TResult, TState>(this, task, state, onSuccess, onFailure).Await();

    public ActorRef<TOther> Adapt<TOther>(Func<TOther, T> map) => new AdaptedRef<TOther, T>(_self, map);

    internal void Handle(T message)
    {
        try
        {
            _actor!.Handle(message);
        }
        catch (Exception failure)
        {
            Fail(failure, message);
        }
    }

    protected override void StartInstance()
    {
        _actor = _props.Create();
        _actor.Attach(this);
        _actor.Start();
    }

    protected override void NotifyInstance(Signal signal) => _actor!.Notify(signal);

    protected override void StopInstance()
    {
        var actor = _actor;
        _actor = null;
        actor?.Stop();
    }

    protected override void CancelOwnWork()
    {
        _timers.CancelAll();
        var stopped = _stopped;
        _stopped = null;
        stopped?.Cancel();
    }

    private static async ValueTask<bool> WithoutResult(Task task)
    {
        await task;
        return true;
    }

    private static ICellRef RefOf(IActorRef actor) =>
        actor as ICellRef ?? throw new ArgumentException($"{actor.Path} is not the address of an actor of this process.", nameof(actor));

    private static ActorCell CellOf(IActorRef actor) => RefOf(actor).Cell;
}
