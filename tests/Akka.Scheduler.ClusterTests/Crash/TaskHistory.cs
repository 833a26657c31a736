using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;

namespace Akka.Scheduler.ClusterTests.Crash;

/// <summary>Reads the recorded steps of one task and says what in them breaks the promises.</summary>
internal static class TaskHistory
{
    /// <summary>Everything that is wrong with a task that was acknowledged and should have succeeded by now.</summary>
    public static IEnumerable<string> Problems(TaskSnapshot? task, IReadOnlyList<RecordedStep> steps)
    {
        if (task is null) return ["it was acknowledged and is not there"];
        var problems = new List<string>();
        if (task.State != TaskState.Succeeded) problems.Add($"it is {task.State}: {task.Error}");
        ReadChain(task, steps.Where(step => step.Entry.Type != TransitionType.ResultRefused).ToList(), problems);
        return problems.Select(problem => $"{task.Id}: {problem}");
    }

    private static void ReadChain(TaskSnapshot task, List<RecordedStep> steps, List<string> problems)
    {
        (TaskState? state, int seq, int attempt, long epoch, HistoryEntry? open) = (null, 0, 0, 0, null);
        foreach (var step in steps)
        {
            var entry = step.Entry;
            if (entry.Seq != ++seq) problems.Add($"step {entry.Seq} follows {seq - 1}");
            if (entry.From != state) problems.Add($"step {seq} begins at {entry.From}, and the one before ended at {state}");
            if (!TaskTransitions.IsLegal(new(entry.From, entry.Type, entry.To))) problems.Add($"step {seq} is not legal: {entry.From} {entry.Type} {entry.To}");
            if (step.Epoch < epoch) problems.Add($"step {seq} is of epoch {step.Epoch}, after {epoch}");
            if (entry.Type == TransitionType.Started)
            {
                if (open is not null) problems.Add($"attempt {entry.Attempt} started while {open.Attempt} was open");
                if (entry.Attempt != ++attempt) problems.Add($"attempt {entry.Attempt} follows {attempt - 1}");
                if (entry.At < task.Spec.DueAt) problems.Add($"attempt {entry.Attempt} started {task.Spec.DueAt - entry.At} before it was due");
                open = entry;
            }
            else if (entry.From == TaskState.Running && entry.To != TaskState.Running)
            {
                if (open?.AttemptId != entry.AttemptId) problems.Add($"step {seq} ends an attempt that was not open");
                if (entry.Type == TransitionType.Returned) attempt--;
                open = null;
            }

            (state, epoch) = (entry.To, step.Epoch);
        }

        if (open is not null) problems.Add($"attempt {open.Attempt} never ended");
        if (state != task.State) problems.Add($"its history ends at {state}, and it is {task.State}");
    }
}
