using System.Collections.Concurrent;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.TestKit.Checking.Facts;

namespace Akka.Scheduler.ClusterTests.Faults;

/// <summary>What clients asked for and were told. Written by all of them at once.</summary>
internal sealed class ClientLog
{
    private readonly ConcurrentDictionary<TaskId, Submission> _submissions = new();
    private readonly ConcurrentQueue<TaskOrder> _orders = new();
    private readonly ConcurrentQueue<ScheduleVersion> _versions = new();
    private readonly ConcurrentQueue<TriggeredTask> _triggered = new();
    private readonly ConcurrentQueue<BackfillOrder> _backfills = new();
    private readonly ConcurrentQueue<Effect> _effects = new();

    private readonly ConcurrentDictionary<(string OnConflict, int Status), int> _keys = new();

    public IReadOnlyList<Submission> Submissions => [.. _submissions.Values];

    public IReadOnlyList<TaskOrder> Orders => [.. _orders];

    public IReadOnlyList<ScheduleVersion> Versions => [.. _versions];

    public IReadOnlyList<TriggeredTask> Triggered => [.. _triggered];

    public IReadOnlyList<BackfillOrder> Backfills => [.. _backfills];

    public IReadOnlyList<Effect> Effects => [.. _effects];

    /// <summary>How often a task with a unique key was answered so, by what it wanted done with a holder.</summary>
    public IReadOnlyDictionary<(string OnConflict, int Status), int> Keys => _keys;

    public int Acknowledged => _submissions.Values.Count(sent => sent.Answer == Answer.Acknowledged);

    /// <summary>Noted before it is sent, and again with its answer.</summary>
    public void Note(Submission submission) => _submissions[submission.Task] = submission;

    public void NoteKey(string onConflict, int status) => _keys.AddOrUpdate((onConflict, status), 1, (_, count) => count + 1);

    public void Note(TaskOrder order) => _orders.Enqueue(order);

    public void Note(ScheduleVersion version) => _versions.Enqueue(version);

    public void Note(TriggeredTask triggered) => _triggered.Enqueue(triggered);

    public void Note(BackfillOrder backfill) => _backfills.Enqueue(backfill);

    public void Note(Effect effect) => _effects.Enqueue(effect);
}
