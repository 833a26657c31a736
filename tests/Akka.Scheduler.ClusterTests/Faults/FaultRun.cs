using Akka.Scheduler.TestKit.Checking;
using Akka.Scheduler.TestKit.Checking.Facts;
using Npgsql;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>One run: nodes under load and faults for a while, then all is healed, comes to rest, and is judged by its rows.</summary>
internal sealed class FaultRun(FaultRunOptions options, TimeProvider time, Action<string> tell)
{
    private readonly ClientLog _log = new();
    private readonly List<FaultWindow> _faults = [];
    private readonly Random _random = new(options.Seed);
    private IReadOnlyList<QueueLimit> _limits = [];

    public async Task<FaultRunResult> GoAsync(CancellationToken cancel)
    {
        var began = time.GetUtcNow();
        await using var rig = await ClusterRig.StartAsync(options, _log, time);
        await using var store = new StoreReader(rig.Database);
        await store.NoteInboxAsync(cancel);
        var sampler = new Sampler(store, time);
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sampled = sampler.RunAsync(sampling.Token);
        tell($"{options.Nodes} nodes serve");

        var healed = await LoadAsync(rig, store, cancel);
        var quiet = await ComesToRestAsync(store, cancel);
        await sampling.CancelAsync();
        await sampled;
        tell(quiet ? "everything has come to rest" : "it did not come to rest in time");

        var history = await store.HistoryAsync(cancel) with
        {
            Submissions = _log.Submissions,
            Orders = _log.Orders,
            Versions = _log.Versions,
            Backfills = _log.Backfills,
            Effects = [.. _log.Effects, .. rig.EffectFile.Read()],
            IdleTransactions = sampler.IdleTransactions,
            StoreLooks = sampler.Looks,
            Watermarks = sampler.Watermarks,
            Deaths = [.. sampler.Deaths],
            Faults = _faults,
            Limits = _limits,
            EffectExecutors = new HashSet<string> { "http", "shell" },
            HealedAt = healed,
            EndedAt = time.GetUtcNow(),
            Tolerances = new() { LongestPause = FaultRunOptions.LongestPause, HealedLag = options.HealedLag, HealedGrace = options.HealedGrace },
        };
        var acknowledged = rig.Lost.Sum(lost => lost.Of(history.Submissions));
        history = rig.Lost.Aggregate(history, (run, lost) => lost.Without(run));
        var deaths = rig.Nodes.SelectMany(node => node.Deaths).ToList();
        return new(options, history, HistoryChecker.Check(history), TakeOver.Of(history), deaths, rig.Nodes.Sum(node => node.Store.AnswersLost), history.EndedAt - began)
        {
            LostByFailOver = rig.Lost.Count > 0 ? acknowledged : null,
            Exercises = Exercise.Of(history, _log.Keys),
        };
    }

    // Answers when everything was healed.
    private async Task<DateTimeOffset> LoadAsync(ClusterRig rig, StoreReader store, CancellationToken cancel)
    {
        using var tasks = new TaskWorkload(rig, _log, time, options);
        using var schedules = new ScheduleWorkload(rig, store, _log, time, options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        // Before any fault: what a client counts on from then on must not be lost with a replica that lacks it.
        await schedules.MakeAsync(cancel);
        _limits = await tasks.LimitAsync(cancel);
        Task[] work = [tasks.RunAsync(stop.Token), schedules.RunAsync(stop.Token, cancel)];
        try
        {
            await StrikeAsync(rig, cancel);
            await rig.HealAsync(cancel);
            await store.UntilOwnedAsync(cancel);
            var healed = time.GetUtcNow();
            tell("healed");
            await Task.Delay(options.After, cancel);
            return healed;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(work);
        }
    }

    private async Task StrikeAsync(ClusterRig rig, CancellationToken cancel)
    {
        var kinds = Swarm();
        tell($"seed {options.Seed}: {string.Join(", ", kinds.Select(nemesis => nemesis.Kind))}");
        var end = time.GetUtcNow() + options.Duration;
        while (time.GetUtcNow() < end)
        {
            await Task.Delay(Nemesis.Between(_random, 0.5, 3), cancel);
            var nemesis = kinds[_random.Next(kinds.Count)];
            var from = time.GetUtcNow();
            var target = await StrikeOnceAsync(nemesis, rig, cancel);
            _faults.Add(new(nemesis.Kind, target, from, time.GetUtcNow()));
            tell($"{nemesis.Kind}: {target}");
        }
    }

    // The rig's own way to the database may be shut by a fault that has just ended.
    private async Task<string> StrikeOnceAsync(Nemesis nemesis, ClusterRig rig, CancellationToken cancel)
    {
        try
        {
            return await nemesis.StrikeAsync(rig, _random, cancel);
        }
        catch (NpgsqlException away)
        {
            return $"nothing ({away.Message})";
        }
    }

    // Each run has some kinds of faults and not others, so that rare ones are not always drowned by the rest; a replica is there to take over.
    private List<Nemesis> Swarm()
    {
        var possible = Nemesis.All.Where(nemesis => nemesis.IsPossible(options)).ToList();
        if (options.Kinds.Count > 0) return [.. options.Kinds.Select(kind => possible.Single(nemesis => nemesis.Kind == kind))];
        var chosen = possible.Where(nemesis => nemesis.NeedsReplica || _random.Next(10) < 7).ToList();
        return chosen.Count > 0 ? chosen : possible;
    }

    private async Task<bool> ComesToRestAsync(StoreReader store, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(options.Patience);
        try
        {
            await store.UntilQuietAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
