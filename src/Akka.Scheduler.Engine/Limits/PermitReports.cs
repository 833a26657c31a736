using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Kernel;

namespace Akka.Scheduler.Engine.Limits;

/// <summary>Tells the keepers of limits how a shard stands, once a turn, and again where nobody may have heard it.</summary>
internal sealed class PermitReports(ShardCore core)
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(5);
    private readonly List<LimitAccount> _changed = [];
    private long _sequence;

    /// <summary>An account may have changed.</summary>
    public void Note(LimitAccount account)
    {
        if (account.IsListed || account.IsClosed) return;
        account.IsListed = true;
        _changed.Add(account);
    }

    /// <summary>Says what has changed and matters.</summary>
    public void Tell()
    {
        if (_changed.Count == 0 || !core.Permits.Queues.Terms.AreKnown) return;
        LimitAccount[] changed = [.. _changed.Where(static account => !account.IsClosed)];
        _changed.Clear();
        foreach (var account in changed) account.IsListed = false;
        foreach (var group in changed.Where(static account => account.MustSay).GroupBy(account => account.Keeper)) TellKeeper(group.Key, [.. group]);
        foreach (var account in changed) CloseIdle(account);
    }

    /// <summary>Notes those that wait and have not been heard for a while, or whose keeper is elsewhere now.</summary>
    public void Repeat(IEnumerable<LimitAccount> accounts)
    {
        foreach (var account in accounts)
        {
            if (account.Parked.Total == 0 || core.Services.Shards.Find(account.Keeper) is not { } keeper) continue;
            if (keeper == account.SaidTo && core.Context.Time.GetElapsedTime(account.SaidAt) < RepeatAfter) continue;
            account.SayAgain = true;
            Note(account);
        }
    }

    /// <summary>Says how accounts stand.</summary>
    public void Send(int keeper, ActorRef<ShardMessage> to, IReadOnlyList<LimitAccount> accounts, bool isWhole)
    {
        var clock = core.Context.Time.GetTimestamp();
        to.Tell(new ShardMessage.Limit(new LimitMessage.Report(
            core.Term.Shard, core.Term.Epoch, ++_sequence, core.Epochs[keeper], isWhole, [.. accounts.Select(account => account.Say(to, clock))], core.Context.Self)));
        foreach (var account in accounts) Note(account);
    }

    private void TellKeeper(int keeper, IReadOnlyList<LimitAccount> accounts)
    {
        if (!core.Epochs.AreRead) core.Epochs.Read();
        else if (core.Services.Shards.Find(keeper) is { } place)
        {
            Send(keeper, place, accounts, isWhole: false);
            return;
        }

        foreach (var account in accounts)
        {
            account.SayAgain = true;
            Note(account);
        }
    }

    private void CloseIdle(LimitAccount account)
    {
        if (account is { IsIdle: true, SayAgain: false } && !account.MustSay) core.Permits.Close(account);
    }
}
