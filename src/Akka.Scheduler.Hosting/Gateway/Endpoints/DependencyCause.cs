using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Explains a task that waits for others: for which, and how they stand.</summary>
internal static class DependencyCause
{
    private const int MostShown = 10;

    public static async Task<ExplainCause> OfAsync(TaskSnapshot task, GatewayServices services, CancellationToken cancel)
    {
        var on = task.Spec.Dependencies!.On;
        var (kind, of) = task.Spec.IsSplit ? ("parts", task.Spec.Parts) : ("tasks that it depends on", on.Count);
        TaskId[] open = [.. Enumerable.Range(0, on.Count).Where(edge => task.Settled![edge] == DependencyMarks.Open).Select(edge => on[edge].Task)];
        var stands = new List<string>();
        foreach (var parent in open.Take(MostShown)) stands.Add($"{parent} is {await StandingOfAsync(parent, services, cancel)}");
        if (open.Length > MostShown) stands.Add($"and {open.Length - MostShown} more");
        var facts = new Dictionary<string, string>
        {
            ["waitsFor"] = string.Join(", ", open.Take(MostShown)),
            ["left"] = $"{task.Blocked}",
            ["of"] = $"{of}",
        };
        if (!task.Spec.IsSplit && task.Spec.ExpiresAt is { } end) facts["expiresAt"] = WireInstant.Format(end);
        var left = $"{task.Blocked} of {of} {kind}";
        return new()
        {
            Code = task.CancelRequested ? "cancelling" : task.Spec.IsSplit ? "waitingForParts" : "waitingForDependency",
            Message = task.CancelRequested
                ? $"cancelling: {left} left: {string.Join(", ", stands)}.{(task.Error is null ? "" : $" The reason is that {task.Error}.")}"
                : $"It waits for {left}: {string.Join(", ", stands)}.",
            Facts = facts,
        };
    }

    private static async Task<string> StandingOfAsync(TaskId parent, GatewayServices services, CancellationToken cancel) =>
        await services.Store.Tasks.GetAsync(parent, services.ShardOf(parent), cancel) is { } task
            ? TaskStatusText.Of(task.State, task.NextStartAt, services.Now)
            : "not there";
}
