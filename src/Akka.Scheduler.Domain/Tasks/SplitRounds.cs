using System.Globalization;
using Akka.Scheduler.Domain.Ids;

namespace Akka.Scheduler.Domain.Tasks;

/// <summary>How a task that was split runs again: the parts that did not succeed, as new tasks, and then what gathers them. Pure functions.</summary>
/// <remarks>
/// <para>A redrive is such a round if not all parts have succeeded. Those that have are kept. The others are made anew, in the commit of the redrive: their ids name the
/// round, so that each part of each round is made once, and what ended stays to be read.</para>
/// <para>Like the split, it is the start of the task: its TTL is over. Part and whole have the labels, queue, priority and TTL that the task has by then.</para>
/// <para>A part of a broadcast is for the worker that it was for. Where that is gone, the part fails as lost.</para>
/// </remarks>
public static class SplitRounds
{
    /// <summary>The most rounds of one task.</summary>
    public const int Most = 99;

    /// <summary>The longest id that a part can have, of a task that may have so many.</summary>
    public static TaskId LongestId(TaskId whole, int parts) => IdOf(whole, parts, Most);

    /// <summary>Whether a redrive of it would run parts again, were there no bound to that.</summary>
    public static bool HasMore(TaskSnapshot task) => task.Spec.Template.Split is TaskSplit.Done { Rounds: > 0 } && Unsuccessful(task) > 0;

    /// <summary>Runs the parts again that did not succeed. <see langword="null"/> when the task has not ended, or there are none, or <see cref="Refusal"/> says why.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">The owner's clock.</param>
    public static SplitStep? RunAgain(TaskSnapshot task, DateTimeOffset now)
    {
        if (!task.State.IsTerminal() || !HasMore(task) || Bound(task) is not null) return null;
        var done = (TaskSplit.Done)task.Spec.Template.Split!;
        var round = done.Rounds + 1;
        var renewed = TaskRules.Renewed(task, now);
        var spec = renewed.Spec with { Template = task.Spec.Template with { Split = done with { Rounds = round } } };
        var work = WorkOf(done.Part is { } kept ? Shared(kept, spec.Template) : spec.Template);
        var parts = new List<TaskSpec>();
        var (edges, marks) = (task.Spec.Dependencies!.On.ToArray(), task.Settled!.ToCharArray());
        for (var index = 0; index < spec.Parts; index++)
        {
            var edge = spec.FirstPart + index;
            if (marks[edge] == Success) continue;
            var part = SplitRules.Part(spec, work, new(task.Id, index, spec.Parts) { Edge = spec.NumberOf(edge), Bound = done.Workers?[index] }, round, now);
            (edges[edge], marks[edge]) = (new(part.Id), DependencyMarks.Open);
            parts.Add(part);
        }

        var after = renewed with
        {
            Spec = spec with { Dependencies = spec.Dependencies! with { On = edges } },
            Blocked = parts.Count,
            Settled = new(marks),
            StartedAt = now,
        };
        after = after with { NextStartAt = DependencyRules.BlockedUntil(after) };
        var detail = string.Create(CultureInfo.InvariantCulture, $"{parts.Count} of {spec.Parts} parts run again");
        return new(TaskRules.Record(task, after, TransitionType.Redriven, now, null, detail), parts);
    }

    /// <summary>Why a finished task cannot run again.</summary>
    public static string Refusal(TaskSnapshot task)
    {
        if (HasMore(task)) return Bound(task) ?? "parts of it run again";
        return task.Spec.Template.Split is TaskSplit.Done { Rounds: > 0 }
            ? "all its parts have succeeded, and they were all that ran"
            : "its parts were all that ran: run those again";
    }

    /// <summary>The id of a part that a round makes.</summary>
    internal static TaskId IdOf(TaskId whole, int index, int round)
    {
        var first = TaskPart.IdOf(whole, index);
        return round == 1 ? first : new(string.Create(CultureInfo.InvariantCulture, $"{first}~{round}"));
    }

    /// <summary>What the parts of a task do, of what it was to do.</summary>
    internal static TaskTemplate WorkOf(TaskTemplate template) =>
        template with { Split = null, UniqueKey = null, UniqueFor = TimeSpan.Zero, TotalTimeout = null };

    /// <summary>What is kept of that by a task that reduces: all but what it has itself.</summary>
    internal static TaskTemplate Kept(TaskTemplate template) =>
        Shared(WorkOf(template), new() { Executor = template.Executor });

    private static char Success { get; } = DependencyMarks.Of(TaskState.Succeeded);

    private static TaskTemplate Shared(TaskTemplate work, TaskTemplate whole) =>
        work with { Labels = whole.Labels, Queue = whole.Queue, Priority = whole.Priority, Ttl = whole.Ttl };

    private static int Unsuccessful(TaskSnapshot task) => task.Spec.Parts - task.Settled.AsSpan(task.Spec.FirstPart).Count(Success);

    private static string? Bound(TaskSnapshot task)
    {
        var rounds = ((TaskSplit.Done)task.Spec.Template.Split!).Rounds;
        if (rounds >= Most) return string.Create(CultureInfo.InvariantCulture, $"its parts have been run {Most} times");
        return IdOf(task.Id, task.Spec.Parts, rounds + 1).Value.Length > IdText.MaxLength ? "its id is too long for parts that run again" : null;
    }
}
