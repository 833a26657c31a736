using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Engine.Dispatch;
using Akka.Scheduler.Engine.Limits;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Shards;

/// <summary>One shard: owns its tasks for one term, and is the only writer of their state.</summary>
/// <remarks>
/// <para>A message becomes decided steps (<see cref="SubmitDesk"/>, <see cref="CommandDesk"/>, <see cref="AttemptDesk"/>, <see cref="DeadlineDesk"/>);
/// steps become durable (<see cref="CommitDesk"/>); durable steps become state and effects. Nothing is said to anybody before that.</para>
/// <para>Tasks that wait for others (<see cref="DependencyDesk"/>, <see cref="SignalDesk"/>, <see cref="SettleDesk"/>) and those that are waited for
/// (<see cref="FollowerDesk"/>) may lie on different shards: shards tell each other, and the store carries what must not be lost.</para>
/// <para>A task that is to be split becomes parts where others become ready (<see cref="SplitDesk"/>); its cancellation reaches them by <see cref="PartsDesk"/>.</para>
/// <para>It loads what runs and what is due soon (<see cref="LoadDesk"/>); until then, messages wait.</para>
/// <para>A fenced shard stops at once: somebody else owns its tasks.</para>
/// </remarks>
public sealed class ShardActor(AcquiredShard acquired, ShardServices services) : Actor<ShardMessage>
{
    private readonly Queue<ShardMessage> _early = new();
    private ShardCore _core = null!;
    private LoadDesk _load = null!;
    private SubmitDesk _submit = null!;
    private CommandDesk _commands = null!;
    private AttemptDesk _attempts = null!;
    private LossDesk _losses = null!;
    private DeadlineDesk _deadlines = null!;
    private InboxDesk _inbox = null!;
    private CommitDesk _commits = null!;
    private DependencyDesk _dependencies = null!;
    private PartsDesk _parts = null!;
    private FollowerDesk _followers = null!;
    private SettleDesk _settle = null!;
    private SignalDesk _signals = null!;
    private LimitDesk _limits = null!;
    private ActorRef<ShardMessage>? _successor;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _core = new(acquired, services, Context);
        _submit = new(_core);
        _commands = new(_core);
        _attempts = new(_core, _commands);
        _losses = new(_core);
        _deadlines = new(_core);
        _inbox = new(_core, _submit);
        _settle = new(_core);
        _signals = new(_core, _settle);
        _followers = new(_core);
        _parts = new(_core);
        _dependencies = new(_core, _settle, _parts);
        _commits = new(_core, new(_commands, _submit, _inbox, _dependencies, _parts, _followers, _signals), Handle);
        _limits = new(_core);
        _load = new(_core);
        _load.Begin();
    }

    /// <inheritdoc/>
    protected override void OnStop()
    {
        services.Serving.Unmark(acquired.Term.Shard);
        _commits.AbandonAll();
        _core.Permits.End();
    }

    /// <inheritdoc/>
    protected override void Receive(ShardMessage message)
    {
        _core.BeginTurn();
        if (!_load.Serving && IsFromOutside(message))
        {
            Hold(message);
            return;
        }

        if (_successor is { } successor && PassedOn(message, successor)) return;
        Handle(message);
        _load.ReadOn();
        _core.Splits.Run();
        _core.Permits.Reports.Tell();
        _attempts.TellDemand();
        _dependencies.Tell();
        _parts.Tell();
        _followers.Hint();
        _deadlines.Arm();
    }

    private void Handle(ShardMessage message)
    {
        switch (message)
        {
            case ShardMessage.Submit submit: _submit.Take(submit); break;
            case ShardMessage.Apply apply: _commands.Take(apply); break;
            case ShardMessage.Credits credits: _attempts.Spend(credits); break;
            case ShardMessage.AttemptEnded ended: _attempts.End(ended); break;
            case ShardMessage.StillRunning running: _losses.Hear(running); break;
            case ShardMessage.AskAfter ask: _losses.Answer(ask); break;
            case ShardMessage.CheckWorkers: Check(); break;
            case ShardMessage.AttemptUnknown unknown: _losses.Settle(unknown); break;
            case ShardMessage.InboxHasRows: _inbox.Look(); break;
            case ShardMessage.InboxRead read: _inbox.Take(read.Rows); break;
            case ShardMessage.Flush: _commits.Flush(); break;
            case ShardMessage.Committed committed: _commits.Settle(committed.Outcome); break;
            case ShardMessage.Resend: _commits.SendAgain(); break;
            case ShardMessage.Wake: _deadlines.Run(); break;
            case ShardMessage.ExtendHorizon: _core.Lanes.Refresh(); break;
            case ShardMessage.QueuesChanged: LookAtQueues(); break;
            case ShardMessage.Limit limit: Handle(limit.Message); break;
            case ShardMessage.LookAtLimit look: _limits.LookAgain(look.Name); break;
            case ShardMessage.EpochsRead read: TakeEpochs(read.Rows); break;
            case ShardMessage.WaitingLoaded loaded: _load.TakeWaiting(loaded); break;
            case ShardMessage.Found found: Route(found); break;
            case ShardMessage.ReadFailed failed: _core.Reader.Failed(failed); break;
            case ShardMessage.ReadAgain again: _core.Reader.Read(again.Read); break;
            case ShardMessage.Rested rested: _commits.Rested(rested.Entity); break;
            case ShardMessage.HandOff handOff: Leave(handOff.Successor); break;
            case ShardMessage.Released: Context.StopSelf(); break;
            default: HandleLoads(message); break;
        }
    }

    private void HandleLoads(ShardMessage message)
    {
        switch (message)
        {
            case ShardMessage.RunningLoaded loaded: ServeIf(_load.Take(loaded.Tasks, null)); break;
            case ShardMessage.LanesLoaded loaded: ServeIf(_load.Take(null, loaded.Lanes)); break;
            case ShardMessage.FollowedLoaded loaded: ServeIf(_load.TakeFollowed(loaded.Tasks)); break;
            case ShardMessage.QueuesRead read: ServeIf(_load.TakeQueues(read.Version)); break;
            default: HandleDependencies(message); break;
        }
    }

    private void HandleDependencies(ShardMessage message)
    {
        switch (message)
        {
            case ShardMessage.SignalsWait: _signals.Look(); break;
            case ShardMessage.SignalsRead read: _signals.Take(read.Rows); break;
            case ShardMessage.Settle settle: _settle.Take([settle]); break;
            case ShardMessage.Follow follow: _followers.Take(follow); break;
            case ShardMessage.Followed followed: _dependencies.Take(followed); break;
            case ShardMessage.FollowAgain: _dependencies.TellAgain(); break;
            case ShardMessage.Recall recall: _parts.Take(recall); break;
            case ShardMessage.RecallAgain: _parts.TellAgain(); break;
            case ShardMessage.UnfollowedLoaded loaded: _dependencies.TakeLoaded(loaded.Tasks); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void Handle(LimitMessage message)
    {
        switch (message)
        {
            case LimitMessage.Report report: _limits.Take(report); break;
            case LimitMessage.Ask ask: _core.Permits.Answer(ask); break;
            case LimitMessage.Share share: _core.Permits.Take(share); break;
            case LimitMessage.AskAfter ask: _core.Permits.Describe(ask); break;
            case LimitMessage.AskKeeper ask: _limits.Describe(ask); break;
            default: throw new InvalidOperationException($"unknown message {message.GetType().Name}");
        }
    }

    private void Check()
    {
        _losses.Check();
        _core.Splits.LookAgain();
        _core.Permits.Tick();
        _limits.Tick();
    }

    private void LookAtQueues()
    {
        _core.DemandChanged = true;
        _core.Permits.Queues.Look();
        _limits.LookAtQueues();
    }

    private void TakeEpochs(IReadOnlyList<ShardRow> rows)
    {
        _core.Epochs.Take(rows);
        _core.Permits.AnswerAsked();
        _limits.Begin();
    }

    private void ServeIf(bool allIsLoaded)
    {
        if (!allIsLoaded) return;
        _losses.Begin();
        _inbox.Look();
        _signals.Look();
        _dependencies.Begin();
        while (_early.TryDequeue(out var early)) Handle(early);
    }

    private void Route(ShardMessage.Found found)
    {
        _core.Reads.End(found.Lookup.Ticket);
        switch (found.Lookup)
        {
            case ShardLookup.ForSubmit submit: _submit.Found(submit, found.Tasks, found.Holders); break;
            case ShardLookup.ForSettle settle: _settle.Found(settle, found.Tasks); break;
            case ShardLookup.ForFollow follow: _followers.Found(follow, found.Tasks); break;
            case ShardLookup.ForRecall recall: _parts.Found(recall, found.Tasks); break;
            case ShardLookup.ForMessage { Message: ShardMessage.AttemptEnded ended } late: _attempts.Found(late, ended, found.Tasks); break;
            case ShardLookup.ForMessage message: _commands.Found(message, found.Tasks, Handle); break;
            default: throw new InvalidOperationException($"unknown look-up {found.Lookup.GetType().Name}");
        }
    }

    private void Leave(ActorRef<ShardMessage> successor)
    {
        _successor = successor;
        _commits.HandOff();
    }

    /// <summary>A shard that is handed off begins nothing any more; what ended is still recorded.</summary>
    private bool PassedOn(ShardMessage message, ActorRef<ShardMessage> successor)
    {
        switch (message)
        {
            case ShardMessage.Submit or ShardMessage.Apply or ShardMessage.Follow or ShardMessage.Followed: successor.Tell(message); return true;
            case ShardMessage.Credits credits: services.Dispatcher.Tell(new DispatcherMessage.GiveBack(credits.Grant)); return true;
            default: return message is ShardMessage.Limit or ShardMessage.InboxHasRows or ShardMessage.SignalsWait or ShardMessage.FollowAgain or ShardMessage.Recall or ShardMessage.RecallAgain or ShardMessage.Wake or ShardMessage.CheckWorkers;
        }
    }

    private void Hold(ShardMessage message)
    {
        if (_early.Count < services.Settings.Commits.MaxBacklog) _early.Enqueue(message);
        else if (message is ShardMessage.Submit submit) submit.ReplyTo.Tell(new SubmitReply.Overloaded());
    }

    private static bool IsFromOutside(ShardMessage message) => message is ShardMessage.Submit or ShardMessage.Apply
        or ShardMessage.Credits or ShardMessage.AttemptEnded or ShardMessage.AttemptUnknown or ShardMessage.StillRunning or ShardMessage.AskAfter
        or ShardMessage.Follow or ShardMessage.Followed or ShardMessage.Recall or ShardMessage.SignalsWait or ShardMessage.InboxHasRows or ShardMessage.Limit or ShardMessage.QueuesChanged or ShardMessage.HandOff;
}
