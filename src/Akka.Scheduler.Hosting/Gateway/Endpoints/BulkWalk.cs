using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Views;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Walks through the tasks of a filter, newest first, in portions, and gives each the command. Creation orders them, so what the command changes does not disturb the walk.</summary>
/// <param name="services">The node.</param>
/// <param name="filter">Which tasks.</param>
/// <param name="command">What is done to each; <see langword="null"/> to look only.</param>
/// <param name="cursor">Where to begin.</param>
internal sealed class BulkWalk(GatewayServices services, TaskFilter filter, TaskCommand? command, string? cursor)
{
    private const int Portion = 200;
    private const int AtOnce = 32;
    private const int SampleSize = 20;
    private readonly List<BulkItem> _sample = [];
    private string? _cursor = cursor;

    public int Matched { get; private set; }

    public int Done { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Why it ended early.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Whether there is nothing left to do, or nothing can be done now.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the next tasks, at most <paramref name="most"/>. A portion that cannot be finished is not counted, and the cursor stays before it: to do it again is safe.</summary>
    /// <exception cref="FormatException">The cursor is none.</exception>
    public async Task NextPortionAsync(int most, CancellationToken cancel)
    {
        var page = await services.Store.Tasks.ListAsync(filter, Math.Min(Portion, most), _cursor, cancel);
        var items = command is null
            ? [.. page.Items.Select(task => new BulkItem { Id = task.Id.Value, Status = TaskViews.StatusOf(task, filter.Now), Outcome = "matched" })]
            : await ApplyAsync(page.Items, command, cancel);
        Done += items.Count(item => item?.Outcome == "done");
        if (items.Any(item => item is null))
        {
            (Stopped, IsOver) = ("some shards do not answer at present", true);
            return;
        }

        Matched += items.Length;
        Skipped += items.Count(item => item!.Outcome == "skipped");
        _sample.AddRange(items.OfType<BulkItem>().Take(SampleSize - _sample.Count));
        _cursor = page.NextCursor;
        IsOver = page.NextCursor is null;
    }

    public BulkReply Reply() => new()
    {
        Matched = Matched,
        Done = Done,
        Skipped = Skipped,
        DryRun = command is null,
        Items = _sample,
        NextCursor = _cursor,
        Stopped = Stopped,
    };

    // None stands for a task of which nobody can say whether it was done.
    private async Task<BulkItem?[]> ApplyAsync(IReadOnlyList<TaskSnapshot> tasks, TaskCommand command, CancellationToken cancel)
    {
        var items = new BulkItem?[tasks.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tasks.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, token) => items[i] = ItemOf(tasks[i], await services.Tasks.ApplyAsync(tasks[i].Id, command, token)));
        return items;
    }

    private BulkItem? ItemOf(TaskSnapshot task, CommandReply reply) => reply switch
    {
        CommandReply.Done done => Item(done.Task, "done", null),
        CommandReply.Conflict conflict => Item(conflict.Task, "skipped", conflict.Why),
        CommandReply.NotFound => Item(task, "skipped", "the task is past its retention"),
        CommandReply.Unavailable => null,
        _ => throw new InvalidOperationException($"unknown reply {reply.GetType().Name}"),
    };

    private BulkItem Item(TaskSnapshot task, string outcome, string? why) =>
        new() { Id = task.Id.Value, Status = TaskViews.StatusOf(task, services.Now), Outcome = outcome, Why = why };
}
