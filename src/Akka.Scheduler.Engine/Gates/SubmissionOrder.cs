using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Shards;

namespace Akka.Scheduler.Engine.Gates;

/// <summary>In which order tasks are made that wait for each other: what is waited for first, so that it exists when the others ask for it.</summary>
public static class SubmissionOrder
{
    /// <summary>The longest chain of tasks in one submission that wait for each other.</summary>
    public const int MaxDepth = 100;

    /// <summary>For each task, after how many others of the submission it can be made at the earliest; <see langword="null"/> where nobody waits for anybody.</summary>
    /// <remarks>Kahn's algorithm (1962). Tasks that wait for each other in a ring, and those that wait for them, have the depth −1.</remarks>
    public static IReadOnlyList<int>? DepthsOf(IReadOnlyList<NewTask> tasks)
    {
        var any = false;
        for (var i = 0; i < tasks.Count && !any; i++) any = tasks[i].Spec.Dependencies is not null;
        if (!any) return null;
        var places = new Dictionary<TaskId, int>(tasks.Count);
        for (var i = 0; i < tasks.Count; i++) places.TryAdd(tasks[i].Spec.Id, i);
        var waits = new int[tasks.Count];
        var children = new List<int>?[tasks.Count];
        for (var i = 0; i < tasks.Count; i++)
        {
            foreach (var parent in ParentsOf(tasks, i, places))
            {
                waits[i]++;
                (children[parent] ??= []).Add(i);
            }
        }

        return Walk(waits, children);
    }

    /// <summary>A ring of tasks that wait for each other, each for the next and the last for the first; empty when there is none.</summary>
    /// <param name="tasks">The submission.</param>
    /// <param name="depths">What <see cref="DepthsOf"/> said of it.</param>
    public static IReadOnlyList<TaskId> RingOf(IReadOnlyList<NewTask> tasks, IReadOnlyList<int> depths)
    {
        var places = new Dictionary<TaskId, int>(tasks.Count);
        for (var i = 0; i < tasks.Count; i++) places.TryAdd(tasks[i].Spec.Id, i);
        var at = Enumerable.Range(0, tasks.Count).FirstOrDefault(i => depths[i] < 0, -1);
        if (at < 0) return [];
        var path = new List<int>();
        // Whoever has no depth waits for somebody without one, so this walk meets itself.
        while (!path.Contains(at))
        {
            path.Add(at);
            at = ParentsOf(tasks, at, places).First(parent => depths[parent] < 0);
        }

        return [.. path.Skip(path.IndexOf(at)).Select(place => tasks[place].Spec.Id)];
    }

    internal static IEnumerable<int> ParentsOf(IReadOnlyList<NewTask> tasks, int task, Dictionary<TaskId, int> places)
    {
        foreach (var (parent, _) in tasks[task].Spec.Dependencies?.On ?? [])
        {
            if (places.TryGetValue(parent, out var place)) yield return place;
        }
    }

    private static int[] Walk(int[] waits, List<int>?[] children)
    {
        var depths = new int[waits.Length];
        Array.Fill(depths, -1);
        var ready = new Queue<int>();
        for (var i = 0; i < waits.Length; i++)
        {
            if (waits[i] > 0) continue;
            depths[i] = 0;
            ready.Enqueue(i);
        }

        var longest = new int[waits.Length];
        while (ready.TryDequeue(out var parent))
        {
            foreach (var child in children[parent] ?? [])
            {
                longest[child] = Math.Max(longest[child], depths[parent] + 1);
                if (--waits[child] > 0) continue;
                depths[child] = longest[child];
                ready.Enqueue(child);
            }
        }

        return depths;
    }
}
