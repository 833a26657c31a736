using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The changes of one batch to the tasks of one shard.</summary>
internal sealed class TaskWrites(Session session, int shard)
{
    private const int FirstFinishedState = (int)TaskState.Succeeded;

    // A row holds up to 1,000 characters of payload; see the schema.
    private const int LargePayload = 1000;
    private readonly CountDeltas _counts = new();

    /// <summary>Applies a change. What it answers is the reason why it cannot be, in which case the whole batch must be undone.</summary>
    public string? Apply(TaskChange change)
    {
        var task = change.After;
        if (change.Kind is ChangeKind.Insert or ChangeKind.InsertArchived) return Insert(task);
        if (Find(task) is not { } row) return "there is no such task";
        if (change.Kind == ChangeKind.Restore != row.IsFinished) return row.IsFinished ? "the task is finished" : "the task is not finished";
        if (change.Kind is ChangeKind.UpdateAll or ChangeKind.Restore) UpdateSpec(row.Key, task.Spec);
        // Only a pending row may be blocked: one that is left is freed first, one that comes back is pending first.
        if (task.Settled is not null && change.Kind != ChangeKind.Restore) SetBlocked(row.Key, task);
        session["update_state"].Set(1, row.Key).SetState(2, task).Run();
        if (task.Settled is not null && change.Kind == ChangeKind.Restore) SetBlocked(row.Key, task);
        if (row.State != (long)task.State)
        {
            _counts.Add(row.Queue, row.State, -1);
            _counts.Add(row.Queue, (long)task.State, 1);
        }

        return null;
    }

    /// <summary>Writes what is gathered until the end of the batch.</summary>
    public void Finish() => _counts.Write(session);

    private string? Insert(TaskSnapshot task)
    {
        var payload = task.Spec.Template.Payload;
        var isLarge = payload is { Length: > LargePayload };
        var insert = session["insert_task"].SetSpec(shard, task.Spec, isLarge ? null : payload).SetState(TaskParameters.Spec + 1, task).Set(TaskParameters.Whole + 1, task.Bucket);
        if (insert.Run() == 0)
        {
            // An id is taken once; only a task that is over makes room, for one whose caller means to use the id again.
            if (Find(task) is not { IsFinished: true } former) return "there is a task of that id already";
            Delete(former);
            insert.Run();
        }

        var key = session.LastKey;
        if (isLarge) session["insert_large_payload"].Set(1, key).Set(2, payload).Run();
        if (task.Settled is not null) SetBlocked(key, task);
        _counts.Add(task.Spec.Template.Queue, (long)task.State, 1);
        return null;
    }

    private void SetBlocked(long key, TaskSnapshot task) => session["set_blocked"].Set(1, key).Set(2, task.Blocked).Set(3, task.Settled).Run();

    private void UpdateSpec(long key, TaskSpec spec)
    {
        var payload = spec.Template.Payload;
        var isLarge = payload is { Length: > LargePayload };
        session["delete_large_payload"].Set(1, key).Run();
        if (isLarge) session["insert_large_payload"].Set(1, key).Set(2, payload).Run();
        session["update_spec"].SetSpec(shard, spec, isLarge ? null : payload).Set(TaskParameters.Spec + 1, key).Run();
    }

    private void Delete(Row row)
    {
        session["delete_large_payload"].Set(1, row.Key).Run();
        session["delete_task"].Set(1, row.Key).Run();
        _counts.Add(row.Queue, row.State, -1);
    }

    private Row? Find(TaskSnapshot task) =>
        session["find_key"].Set(1, task.Id.Value).Set(2, shard).First(static row => new Row(row.Number(0), row.Number(1), row.Text(2)));

    private sealed record Row(long Key, long State, string Queue)
    {
        public bool IsFinished => State >= FirstFinishedState;
    }
}
