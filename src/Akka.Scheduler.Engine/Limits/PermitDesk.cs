using Akka.Scheduler.Cluster.Sharding;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Gets permits for those tasks of a shard that are under limits. Only a task that has all it needs is offered for a slot.</summary>
/// <remarks>
/// <para>A task whose time has come stands in line with its limit (<see cref="ParkedLanes"/>); the line is told to the limit's keeper (<see cref="PermitReports"/>),
/// and what the keeper grants goes to the first in line. Nothing is polled.</para>
/// <para>A permit is held until the attempt's end is durable, and then given back to the keeper, which knows who in the cluster waits longest.</para>
/// <para>All of this is in memory only. What a former owner of the shard held ends with its term; attempts that it left open count as extra.</para>
/// </remarks>
internal sealed class PermitDesk
{
    // From when the wish was uttered to when the start is decided: so a rate is kept whatever becomes of messages on their way.
    private static readonly TimeSpan TokenLasts = TimeSpan.FromSeconds(1);

    // A task that has all permits and finds no worker lets others have a turn.
    private static readonly TimeSpan MayStandReady = TimeSpan.FromSeconds(5);

    private const int MostTurns = 64;

    private readonly ShardCore _core;
    private readonly Dictionary<LimitName, LimitAccount> _accounts = [];
    private readonly HashSet<TaskEntity> _ready = [];
    private readonly Queue<LimitMessage.Ask> _asked = new();
    private long _number;
    private (int Held, int Waiting) _counted;

    public PermitDesk(ShardCore core)
    {
        _core = core;
        Reports = new(core);
        Queues = new(core, this);
    }

    /// <summary>Tells the keepers.</summary>
    public PermitReports Reports { get; }

    /// <summary>Heeds the limits of queues.</summary>
    public QueueDesk Queues { get; }

    /// <summary>The accounts that are open.</summary>
    public IReadOnlyDictionary<LimitName, LimitAccount> Accounts => _accounts;

    /// <summary>A task may start by its time: whether it may by its limits too. If not, it stands in line from now on.</summary>
    public bool Admits(TaskEntity entity)
    {
        if (entity.Hold is { } holds) return holds.Lacks is null;
        if (!Queues.Terms.AreKnown) return false;
        var template = entity.Task.Spec.Template;
        if (!IsLimited(template)) return true;
        // A task of a paused queue takes nobody's permit: it is asked for when the queue goes on.
        if (_core.Services.Queues.IsPaused(template.Queue)) return false;
        var hold = entity.Hold = HoldOf(template);
        if (hold.Limit is { } limit)
        {
            hold.IsWanted = true;
            hold.Key!.Wanted.Add(limit);
        }

        Park(entity, hold.Lacks!);
        return false;
    }

    /// <summary>Whether a ready task may be started now. One that may not is taken out of the line, to stand in it anew.</summary>
    public bool LetsStart(TaskEntity entity)
    {
        if (entity.Hold is not { } hold) return Queues.Terms.AreKnown && !IsLimited(entity.Task.Spec.Template);
        if (hold.Stamp is not { } stamp || _core.Context.Time.GetElapsedTime(stamp) <= TokenLasts) return true;
        Release(entity);
        return false;
    }

    /// <summary>A step of a task is on its way.</summary>
    public void Decided(TaskEntity entity, bool starts)
    {
        if (entity.Hold is not { IsSpent: false } hold) return;
        if (!starts)
        {
            Release(entity);
            return;
        }

        hold.IsSpent = true;
        _ready.Remove(entity);
    }

    /// <summary>A task runs: if that was not decided here under a permit, it counts all the same.</summary>
    public void Runs(TaskEntity entity)
    {
        var template = entity.Task.Spec.Template;
        if (entity.Hold is { } held) Unwant(held);
        else if (template.Limit is not null) Overdraw(entity.Hold = HoldOf(template));
        else if (Queues.Terms.LimitOf(template.Queue) is { } set) CountUnder(entity, set);
    }

    /// <summary>What is open of a task, or will be when its start is durable, counts under the limit of its queue.</summary>
    public void CountUnder(TaskEntity entity, LimitTerms set)
    {
        if (entity.Hold is not { } hold)
        {
            Overdraw(entity.Hold = HoldOf(entity.Task.Spec.Template));
        }
        else if (hold.Queue is { } account)
        {
            Reset(account, set);
        }
        else
        {
            hold.Queue = AccountOf(entity.Task.Spec.Template.Queue, set);
            hold.OfQueue = Overdraw(hold.Queue);
        }
    }

    /// <summary>Its queue has no limit any more.</summary>
    public void Waive(TaskHold hold)
    {
        GiveBack(hold.Queue, hold.OfQueue);
        (hold.Queue, hold.OfQueue) = (null, PermitState.None);
    }

    /// <summary>What a task that has not started has of its queue's limit is to go by these terms.</summary>
    /// <returns>False when it has to stand in line anew.</returns>
    public bool Renew(TaskHold hold, LimitTerms? terms)
    {
        if (terms is null != hold.Queue is null) return false;
        if (terms is not { } set) return true;
        // Its account may have been closed since, for want of anybody who needed it.
        if (hold.WaitsIn != hold.Queue!.Parked && hold.OfQueue == PermitState.None) hold.Queue = AccountOf(hold.Queue.Name);
        Reset(hold.Queue, set);
        return hold.OfQueue == PermitState.None || hold.Version == set.Version;
    }

    /// <summary>A task does not run any more: what it held is free.</summary>
    public void Ended(TaskEntity entity)
    {
        if (entity.Hold is { IsSpent: true }) Release(entity);
    }

    /// <summary>Gives back what a task holds, and takes it out of the line.</summary>
    public void Release(TaskEntity entity)
    {
        if (entity.Hold is not { } hold) return;
        if (hold.WaitsIn is { } line)
        {
            line.Remove(entity);
            Count(held: 0, waiting: -1);
        }

        entity.Hold = null;
        _ready.Remove(entity);
        Unwant(hold);
        GiveBack(hold.Key, hold.OfKey);
        GiveBack(hold.Queue, hold.OfQueue);
    }

    /// <summary>The keeper has granted permits: they go to the first in line that can use them.</summary>
    public void Take(LimitMessage.Share share)
    {
        if (share.Epoch != _core.Term.Epoch || !_core.Epochs.AreRead || share.KeeperEpoch != _core.Epochs[share.Keeper]) return;
        if (!_accounts.TryGetValue(share.Limit, out var account) || account.Number != share.Account)
        {
            // What was granted on a closed account is the keeper's again once it hears so.
            Disclaim(share.Limit);
            return;
        }

        var more = account.Take(share.Granted);
        var useless = (share.IsTimed && _core.Context.Time.GetElapsedTime(share.Stamp) > TokenLasts) || share.Terms.Version < account.Set.Version;
        while (more > 0 && !useless && account.Parked.First() is { } entity && account.LetsUse(share, entity.Hold!))
        {
            Give(account.Parked.Take(), account, share);
            more--;
        }

        account.Returned += more;
        Reports.Note(account);
    }

    /// <summary>A keeper wants to know how this shard stands.</summary>
    public void Answer(LimitMessage.Ask ask)
    {
        if (!_core.Epochs.AreRead) _core.Epochs.Read();
        // Without the settings of queues it cannot count what runs under their limits.
        if (!_core.Epochs.AreRead || !Queues.Terms.AreKnown)
        {
            if (_asked.Count < _core.Services.Shards.Shards) _asked.Enqueue(ask);
            return;
        }

        if (ask.Epoch < _core.Epochs[ask.Keeper]) return;
        _core.Epochs.Raise(ask.Keeper, ask.Epoch);
        if (ask.Limit is not { } name)
        {
            Reports.Send(ask.Keeper, ask.ReplyTo, [.. _accounts.Values.Where(account => account.Keeper == ask.Keeper)], isWhole: true);
            return;
        }

        if (name.IsQueue) Queues.Learn(name.Subject, ask.Terms);
        var account = AccountOf(name);
        if (name.IsQueue) Reset(account, Queues.Terms[name.Subject]);
        Reports.Send(ask.Keeper, ask.ReplyTo, [account], isWhole: false);
    }

    /// <summary>Answers what could not be answered when it was asked.</summary>
    public void AnswerAsked()
    {
        // An answer may lead here again, and what still cannot be answered is put back.
        for (var left = _asked.Count; left > 0 && _asked.TryDequeue(out var ask); left--) Answer(ask);
    }

    /// <summary>Says what a task waits for.</summary>
    public void Describe(LimitMessage.AskAfter ask)
    {
        if (_core.Live.GetValueOrDefault(ask.Task) is { Hold: { WaitsIn: { } line, Lacks: { } account } } entity && _core.Services.Shards.Find(account.Keeper) is { } keeper)
        {
            keeper.Tell(new ShardMessage.Limit(new LimitMessage.AskKeeper(
                account.Name, _core.Term.Shard, line.Before(entity), entity.Task.Spec.Template.Priority, entity.Task.NextStartAt, ask.ReplyTo)));
        }
        else
        {
            ask.ReplyTo.Tell(LimitStanding.None);
        }
    }

    /// <summary>Says again what may not have been heard, and lets others have the turn of tasks that find no worker.</summary>
    public void Tick()
    {
        if (Queues.Terms.AreBehind) Queues.Look();
        if (_accounts.Count == 0) return;
        Reports.Repeat(_accounts.Values);
        List<TaskEntity>? late = null;
        foreach (var entity in _ready)
        {
            if (late is { Count: MostTurns }) break;
            if (_core.Context.Time.GetElapsedTime(entity.Hold!.CompleteAt) > MayStandReady) (late ??= []).Add(entity);
        }

        foreach (var entity in late ?? []) StandAnew(entity);
    }

    /// <summary>The shard stops here.</summary>
    public void End() => Count(-_counted.Held, -_counted.Waiting);

    /// <summary>Closes an account that has nothing to do with this shard any more, and that its keeper has heard the last of.</summary>
    public void Close(LimitAccount account)
    {
        if (_accounts.GetValueOrDefault(account.Name) == account) _accounts.Remove(account.Name);
        account.IsClosed = true;
    }

    private void Reset(LimitAccount account, LimitTerms terms)
    {
        if (account.Set == terms) return;
        account.Set = terms;
        Reports.Note(account);
    }

    /// <summary>Takes a task out of every line, and places it by what holds now.</summary>
    public void StandAnew(TaskEntity entity)
    {
        _core.Ready.Leave(entity);
        Release(entity);
        _core.Place(entity);
    }

    private void Count(int held, int waiting)
    {
        _counted = (_counted.Held + held, _counted.Waiting + waiting);
        _core.Services.Limits.Add(held, waiting);
    }

    private void Disclaim(LimitName limit)
    {
        var account = AccountOf(limit);
        account.SayAgain = true;
        Reports.Note(account);
    }

    private void Give(TaskEntity entity, LimitAccount account, LimitMessage.Share share)
    {
        var hold = entity.Hold!;
        Count(held: 1, waiting: -1);
        hold.Take(account);
        if (account.Name.IsQueue) hold.Version = share.Terms.Version;
        if (share.IsTimed) hold.Stamp = Math.Min(hold.Stamp ?? long.MaxValue, share.Stamp);
        if (hold.Lacks is { } next)
        {
            // Its account may have been closed since, for want of anybody who needed it.
            hold.Queue = AccountOf(next.Name);
            Park(entity, hold.Queue);
            return;
        }

        hold.CompleteAt = _core.Context.Time.GetTimestamp();
        _ready.Add(entity);
        _core.Ready.Enter(entity);
        _core.DemandChanged = true;
    }

    private void Park(TaskEntity entity, LimitAccount account)
    {
        account.Parked.Add(entity);
        Count(held: 0, waiting: 1);
        Reports.Note(account);
    }

    private void Overdraw(TaskHold hold)
    {
        hold.IsSpent = true;
        if (hold.Key is not null) hold.OfKey = Overdraw(hold.Key);
        if (hold.Queue is not null) hold.OfQueue = Overdraw(hold.Queue);
    }

    private void Unwant(TaskHold hold)
    {
        if (!hold.IsWanted) return;
        hold.IsWanted = false;
        hold.Key!.Wanted.Remove(hold.Limit!);
        Reports.Note(hold.Key);
    }

    private PermitState Overdraw(LimitAccount account)
    {
        account.Extra++;
        Count(held: 1, waiting: 0);
        Reports.Note(account);
        return PermitState.Extra;
    }

    private void GiveBack(LimitAccount? account, PermitState state)
    {
        if (account is null || state == PermitState.None) return;
        Count(held: -1, waiting: 0);
        if (state == PermitState.Taken) account.Returned++;
        else account.Extra--;
        Reports.Note(account);
    }

    private bool IsLimited(TaskTemplate template) => template.Limit is not null || Queues.Terms.LimitOf(template.Queue) is not null;

    private TaskHold HoldOf(TaskTemplate template)
    {
        var key = template.Limit is { } limit ? AccountOf(LimitName.OfKey(limit.Key)) : null;
        return new(template.Limit, key, Queues.Terms.LimitOf(template.Queue) is { } set ? AccountOf(template.Queue, set) : null);
    }

    private LimitAccount AccountOf(string queue, LimitTerms terms)
    {
        var account = AccountOf(LimitName.OfQueue(queue));
        Reset(account, terms);
        return account;
    }

    private LimitAccount AccountOf(LimitName name) => _accounts.GetValueOrDefault(name) ?? Open(name);

    private LimitAccount Open(LimitName name)
    {
        var account = new LimitAccount(name, ShardHash.Of(name.Value, _core.Services.Shards.Shards), ++_number, _core.Services.Dispatch.LowerTurn);
        _accounts.Add(name, account);
        if (name.IsQueue) account.Set = Queues.Terms[name.Subject];
        return account;
    }
}
