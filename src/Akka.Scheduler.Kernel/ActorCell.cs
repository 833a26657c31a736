namespace Akka.Scheduler.Kernel;

/// <summary>Where an actor is in its life. Written on its own turn only.</summary>
internal enum Phase
{
    /// <summary>Not started, or waiting for the back-off of its restart.</summary>
    Waiting,
    Running,

    /// <summary>Failed and escalated: waiting for the parent, which stops it.</summary>
    Escalated,

    /// <summary>Failed: waiting for its children to stop before a new instance is made.</summary>
    Restarting,
    Stopping,
    Stopped,
}

/// <summary>
/// The life of an actor, without its message type: start, failure, restart, stop. An instance's end is the same for restart and stop: cancel
/// what it owns, stop its children, wait for them, run its <c>OnStop</c>. Everything here runs on the actor's own turn; other
/// threads only <see cref="Post"/>.
/// </summary>
internal abstract class ActorCell(ActorSystem system, IParent parent, ActorPath path, Supervision supervision) : IParent
{
    private readonly RestartCount _restarts = new(supervision, system.Time);
    private readonly DeathWatch _deathWatch = new();
    private readonly Children _children = new();
    private Phase _phase = Phase.Waiting;
    private Exception? _failure;

    internal ActorSystem System => system;

    internal IParent Parent => parent;

    internal ActorPath Path => path;

    internal Children Children => _children;

    internal DeathWatch DeathWatch => _deathWatch;

    internal bool IsRunning => _phase == Phase.Running;

    /// <summary>Whether this instance may still start things that it owns.</summary>
    internal bool IsEnding => _phase > Phase.Running;

    /// <summary>Rises with each instance, so that a late outcome of an earlier one is recognised.</summary>
    internal int Incarnation { get; private set; }

    protected abstract Mailbox Mailbox { get; }

    internal bool Post(OwnMessage message) => Mailbox.Post(message);

    void IParent.OnChildStopped(ActorCell child) => Post(new Lifecycle.ChildStopped(child));

    void IParent.OnChildEscalated(ActorCell child, Exception failure) => Post(new Lifecycle.ChildEscalated(child, failure));

    internal void Start()
    {
        if (_phase != Phase.Waiting)
            return;
        Incarnation++;
        _restarts.Started();
        _phase = Phase.Running;
        try
        {
            StartInstance();
            if (_failure is { } cause)
                NotifyInstance(new Signal.Restarted(cause, _restarts.InARow));
            _failure = null;
        }
        catch (Exception failure)
        {
            Fail(failure, null);
        }
    }

    internal void Notify(Signal signal)
    {
        if (_phase != Phase.Running)
            return;
        try
        {
            NotifyInstance(signal);
        }
        catch (Exception failure)
        {
            Fail(failure, signal);
        }
    }

    /// <summary>Ends the instance as its supervision says. The message in hand is dropped to the failure hook.</summary>
    internal void Fail(Exception failure, object? message)
    {
        if (_phase != Phase.Running)
            return;
        var directive = supervision.DirectiveFor(failure);
        system.Report(new ActorFailure(path, failure, message, directive));
        switch (directive)
        {
            case SupervisionDirective.Restart:
                _failure = failure;
                End(Phase.Restarting);
                break;
            case SupervisionDirective.Escalate:
                _phase = Phase.Escalated;
                parent.OnChildEscalated(this, failure);
                break;
            default:
                End(Phase.Stopping);
                break;
        }
    }

    internal void Stop()
    {
        if (_phase < Phase.Stopping)
            End(Phase.Stopping);
    }

    internal void ChildHasStopped(ActorCell child)
    {
        _children.Remove(child);
        EndIfChildless();
    }

    internal void ReportHarmless(Exception failure) => system.Report(new ActorFailure(path, failure, null, null));

    /// <summary>Makes the instance and runs its <c>OnStart</c>.</summary>
    protected abstract void StartInstance();

    protected abstract void NotifyInstance(Signal signal);

    /// <summary>Runs the instance's <c>OnStop</c> and forgets it; nothing if there is none.</summary>
    protected abstract void StopInstance();

    /// <summary>Ends timers and cancels the instance's token.</summary>
    protected abstract void CancelOwnWork();

    private void End(Phase phase)
    {
        _phase = phase;
        Guarded(CancelOwnWork);
        _children.StopAll();
        EndIfChildless();
    }

    private void EndIfChildless()
    {
        if (_children.Count > 0)
            return;
        if (_phase == Phase.Restarting)
            FinishRestart();
        else if (_phase == Phase.Stopping)
            FinishStop();
    }

    private void FinishRestart()
    {
        Guarded(StopInstance);
        _deathWatch.ForgetWatched();
        _phase = Phase.Waiting;
        _restarts.Next(this);
    }

    private void FinishStop()
    {
        Guarded(StopInstance);
        _deathWatch.ForgetWatched();
        _restarts.Cancel();
        _phase = Phase.Stopped;
        Mailbox.Close();
        // The parent first: when it hears of the end by a watch, the name is free.
        parent.OnChildStopped(this);
        _deathWatch.TellWatchers();
    }

    private void Guarded(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure)
        {
            ReportHarmless(failure);
        }
    }
}
