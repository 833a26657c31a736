using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /batches/{id}</c>: how far a batch has come, as the task knows it that comes after it. One row is read, however many tasks there are.</summary>
internal static class BatchReads
{
    public static async Task<IResult> GetAsync(HttpContext context, GatewayServices services, string id)
    {
        var key = new TaskId(id);
        if (await services.Store.Tasks.GetAsync(key, services.ShardOf(key), context.RequestAborted) is not { Settled: { } marks } task)
            return Problems.NotFound($"batch '{id}'");
        var open = Count(DependencyMarks.Open);
        return Results.Json(
            new BatchView
            {
                Id = id,
                Total = marks.Length,
                Open = open,
                Succeeded = Count(DependencyMarks.Of(TaskState.Succeeded)),
                Failed = Count(DependencyMarks.Of(TaskState.Failed)),
                Cancelled = Count(DependencyMarks.Of(TaskState.Cancelled)),
                Expired = Count(DependencyMarks.Of(TaskState.Expired)),
                Progress = (marks.Length - open) / (double)marks.Length,
                Then = TaskViews.StatusOf(task, services.Now),
            },
            WireJson.Default.BatchView);

        int Count(char mark) => marks.AsSpan().Count(mark);
    }
}
