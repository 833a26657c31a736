using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Schedules;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Engine.Workers;

namespace Akka.Scheduler.Testing.Simulation;

/// <summary>Reads the whole log of a simulated store and says what in it breaks the protocol. Nothing is taken from the engine's own memory.</summary>
public sealed class HistoryChecker
{
    private static readonly TimeSpan GrantLimit = new WorkerSettings().GrantLimit;
    private readonly StoreState _state;
    private readonly List<string> _problems = [];
    private readonly Dictionary<TaskId, TaskLedger> _tasks = [];
    private readonly HashSet<long> _consumed = [];
    private readonly HashSet<long> _heard = [];

    private readonly bool _wentBack;
    private readonly LostEnds _lost;

    private HistoryChecker(StoreState state, IReadOnlyList<StoreState> lost) => (_state, _wentBack, _lost) = (state, lost.Count > 0, new(lost));

    /// <summary>Everything that is wrong.</summary>
    /// <param name="state">The store.</param>
    /// <param name="runs">What the executor saw.</param>
    /// <param name="acknowledged">The tasks that a client was told of.</param>
    /// <param name="lost">How the store stood each time before it was put back to an older state: what clients and executors saw of that future proves nothing, and what one
    /// task was told of the end of another may be of it.</param>
    public static IReadOnlyList<string> Problems(
        StoreState state, IReadOnlyList<ScriptedRun> runs, IEnumerable<TaskId> acknowledged, IReadOnlyList<StoreState>? lost = null)
    {
        var checker = new HistoryChecker(state, lost ?? []);
        foreach (var (number, shard) in state.Shards) checker.ReadLog(number, shard);
        checker.CompareRows();
        checker.CheckRuns(runs);
        checker.CheckOccurrences();
        checker._problems.AddRange(UniqueWatch.Problems(state));
        checker.CheckDependencies();
        checker._problems.AddRange(SplitWatch.Problems(checker._tasks));
        if (checker._wentBack) return checker._problems;
        checker._problems.AddRange(LimitWatch.Problems(state));
        foreach (var id in acknowledged.Where(id => !checker._tasks.ContainsKey(id) && !checker.IsInInbox(id))) checker.Problem($"{id} was acknowledged and is not there");
        return checker._problems;
    }

    /// <summary>What is not finished although all faults are over.</summary>
    public static IEnumerable<string> Unfinished(StoreState state) => state.Shards.SelectMany(shard =>
        shard.Value.Live.Values.Select(task => $"{task.Id} is {task.State}, to start at {task.NextStartAt:O}")
            .Concat(shard.Value.Inbox.Values.Select(spec => $"{spec.Id} is still in the inbox")));

    private void ReadLog(int number, ShardState shard)
    {
        (long seq, long epoch) = (0, 0);
        ShardLogEntry? term = null;
        foreach (var entry in shard.Log)
        {
            if (entry.LogSeq != ++seq) Problem($"shard {number}: entry {entry.LogSeq} follows {seq - 1}");
            if (entry is ShardLogEntry.Term)
            {
                if (entry.Epoch <= epoch) Problem($"shard {number}: epoch {entry.Epoch} follows {epoch}");
                (epoch, term) = (entry.Epoch, entry);
            }
            else if (entry.Epoch != epoch || entry.Owner != term?.Owner)
            {
                Problem($"shard {number}: entry {seq} is of epoch {entry.Epoch} of {entry.Owner}, in epoch {epoch} of {term?.Owner}");
            }

            if (entry is ShardLogEntry.Tasks tasks) ReadBatch(tasks.Content);
        }

        if (seq != shard.LogSeq) Problem($"shard {number}: {seq} entries, and the sequence is {shard.LogSeq}");
    }

    private void ReadBatch(Engine.Storage.ShardBatch batch)
    {
        foreach (var signal in batch.ConsumedSignals.Where(signal => !_heard.Add(signal.Position) && !_wentBack)) Problem($"signal {signal.Position} was consumed twice");
        // A row of a lost future may be taken up, and its position given again.
        foreach (var row in batch.ConsumedInbox.Where(row => !_consumed.Add(row.Position) && !_wentBack)) Problem($"inbox row {row.Position} was consumed twice");
        var after = batch.Changes.ToDictionary(change => change.After.Id, change => change.After);
        foreach (var entry in batch.History)
        {
            if (!_tasks.TryGetValue(entry.Task, out var ledger)) _tasks.Add(entry.Task, ledger = new(entry.Task, Problem));
            ledger.Enter(entry, after.GetValueOrDefault(entry.Task));
        }
    }

    private void CompareRows()
    {
        foreach (var task in _state.Shards.Values.SelectMany(shard => shard.Live.Values.Concat(shard.Archive.Values)))
        {
            var ledger = _tasks.GetValueOrDefault(task.Id);
            if (ledger?.Last is not { } last) Problem($"{task.Id} has a row and no history");
            else if ((last.State, last.Version, last.Attempt, last.NextStartAt) != (task.State, task.Version, task.Attempt, task.NextStartAt))
                Problem($"{task.Id}: the row says {task.State} {task.Version}, the log {last.State} {last.Version}");
        }
    }

    private void CheckRuns(IReadOnlyList<ScriptedRun> runs)
    {
        foreach (var group in runs.GroupBy(run => run.Attempt.Id))
        {
            if (group.Count() > 1) Problem($"attempt {group.Key} ran {group.Count()} times");
            if (_wentBack) continue;
            if (_tasks.GetValueOrDefault(group.First().Attempt.Task)?.StartOf(group.Key) is not { } start) Problem($"attempt {group.Key} ran and was never started");
            else if (group.First().At > start + GrantLimit) Problem($"attempt {group.Key} ran {group.First().At - start} after its start was decided");
        }

        var ended = runs.Where(run => run.EndedAt is not null).Select(run => run.Attempt.Id).ToHashSet();
        foreach (var attempt in _tasks.Values.SelectMany(task => task.Succeeded).Where(attempt => !ended.Contains(attempt)))
            Problem($"attempt {attempt} is said to have succeeded and has not come to an end");

        if (_wentBack) return;
        foreach (var group in runs.GroupBy(run => run.Attempt.Task))
        {
            if (_tasks.GetValueOrDefault(group.Key) is { } ledger && ledger.Promised is { Delivery: DeliveryGuarantee.AtMostOnce } && group.Count() > ledger.Drives)
                Problem($"{group.Key} is to run at most once and ran {group.Count()} times in {ledger.Drives} drives");
        }
    }

    private void CheckOccurrences()
    {
        foreach (var row in _state.Schedules.Values)
        {
            var (schedule, cursor) = (ScheduleJson.ReadSchedule(row.Definition), ScheduleJson.ReadCursor(row.Cursor));
            var next = ScheduleClock.Next(schedule, schedule.CreatedAt);
            List<OccurrenceRow> all = _state.Occurrences.TryGetValue(row.Id, out var there) ? [.. there.Values] : [];
            foreach (var record in all.Where(record => record.Task is { } task && !_tasks.ContainsKey(task) && !IsInInbox(task)))
                Problem($"{row.Id}: {record.Task} was emitted and is not there");

            // What is held back has no record yet, and stands in its place.
            var places = all.Where(record => record.Kind == OccurrenceKind.Due).Select(record => (record.Nominal, record.LastNominal))
                .Concat(cursor.Held.Where(held => held.Kind == OccurrenceKind.Due).Select(held => (held.Nominal, LastNominal: held.Nominal)))
                .OrderBy(place => place.Nominal);
            foreach (var place in places)
            {
                if (place.Nominal != next) Problem($"{row.Id}: a record of {place.Nominal:O}, and {next:O} is the next instant");
                next = ScheduleClock.Next(schedule, place.LastNominal);
            }

            foreach (var problem in RunsOfSchedule.Problems(_state, schedule, all)) Problem(problem);
            if (next <= cursor.Watermark) Problem($"{row.Id}: {next:O} has no record, and the watermark is {cursor.Watermark:O}");
        }
    }

    /// <remarks>That what a task waits for is settled once, and before its start, its ledger has checked.</remarks>
    private void CheckDependencies()
    {
        foreach (var (id, ledger) in _tasks)
        {
            // What it waits for is all there when it is made, or when it is split.
            if (ledger.Last?.Spec.Dependencies is not { } depends) continue;
            foreach (var (parent, end, at) in ledger.Settlements)
            {
                var known = _tasks.GetValueOrDefault(parent);
                if (end is null ? known?.First?.Spec.CreatedAt < at : known?.Ends.Any(each => each.State == end && each.At <= at) != true && !_lost.Had(parent, end.Value, at))
                    Problem($"{id}: {parent} is said to be {end?.ToString() ?? "missing"}, and was not by {at:O}");
            }

            if (ledger is { Drives: 1, Last: { } last } && !_wentBack) CheckPolicy(id, depends, last);
        }
    }

    private void CheckPolicy(TaskId id, TaskDependencies depends, TaskSnapshot last)
    {
        if ((last.Attempt == 0 && !last.Spec.IsSplit) || last.Settled is not { } marks) return;
        for (var edge = 0; edge < marks.Length; edge++)
        {
            var isPart = last.Spec.IsSplit && edge >= last.Spec.FirstPart;
            if (isPart && last.Attempt == 0) return;
            var policy = isPart ? last.Spec.Template.Split!.OnPartFailure : depends.Policy;
            var (when, end) = (depends.On[edge].When, DependencyMarks.EndOf(marks[edge]));
            var succeeded = end == TaskState.Succeeded;
            var allowed = when switch
            {
                DependencyCondition.ByPolicy => succeeded || policy == DependencyPolicy.Run,
                DependencyCondition.Success => succeeded,
                DependencyCondition.Failure => !succeeded,
                _ => true,
            };
            if (marks[edge] == DependencyMarks.Open || !allowed) Problem($"{id}: started although {depends.On[edge].Task} is {end?.ToString() ?? "open"}");
        }
    }

    private bool IsInInbox(TaskId id) => _state.Shards.Values.Any(shard => shard.InboxIds.ContainsKey(id.Value));

    private void Problem(string what) => _problems.Add(what);
}
