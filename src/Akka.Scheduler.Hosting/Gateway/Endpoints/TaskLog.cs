using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Storage;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /tasks/{id}/log</c>: captured output, as it is now or as it comes.</summary>
internal static class TaskLog
{
    private const int PageSize = 500;
    private const int MostPieces = 10_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public static async Task HandleAsync(HttpContext context, GatewayServices services, string id)
    {
        var key = new TaskId(id);
        if (await services.Store.Tasks.GetAsync(key, services.ShardOf(key), context.RequestAborted) is null)
        {
            await Problems.NotFound($"task '{id}'").ExecuteAsync(context);
            return;
        }

        if (context.Request.Query["follow"] == "true") await FollowAsync(context, services, key);
        else await Results.Json(await ReadAsync(services, key, context.RequestAborted), WireJson.Default.LogView).ExecuteAsync(context);
    }

    private static async Task<LogView> ReadAsync(GatewayServices services, TaskId task, CancellationToken cancel)
    {
        var lines = new List<LogLine>();
        var cut = false;
        long after = 0;
        while (lines.Count < MostPieces)
        {
            var chunks = await services.Store.Tasks.LogAsync(task, after, PageSize, cancel);
            lines.AddRange(chunks.Select(LineOf));
            cut |= chunks.Any(chunk => chunk.IsCut);
            if (chunks.Count < PageSize) return new() { Items = lines, Truncated = cut };
            after = chunks[^1].Position;
        }

        return new() { Items = lines, Truncated = true };
    }

    // Reads once more after the end was seen: output is stored before the end is.
    private static async Task FollowAsync(HttpContext context, GatewayServices services, TaskId task)
    {
        using var ended = services.EndWithNode(context);
        EventStreamWriter.Begin(context.Response);
        if (HttpMethods.IsHead(context.Request.Method)) return;
        long after = 0;
        while (true)
        {
            var snapshot = await services.Store.Tasks.GetAsync(task, services.ShardOf(task), context.RequestAborted);
            var over = snapshot is null || snapshot.State.IsTerminal();
            IReadOnlyList<LogChunk> chunks;
            do
            {
                chunks = await services.Store.Tasks.LogAsync(task, after, PageSize, context.RequestAborted);
                foreach (var chunk in chunks) await EventStreamWriter.WriteAsync(context.Response, "log", LineOf(chunk), WireJson.Default.LogLine);
                if (chunks.Count > 0) after = chunks[^1].Position;
            }
            while (chunks.Count == PageSize);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (over)
            {
                await EventStreamWriter.WriteEndAsync(context.Response);
                return;
            }

            await Task.Delay(LookEvery, services.Runtime.Time, context.RequestAborted);
        }
    }

    private static LogLine LineOf(LogChunk chunk) => new()
    {
        Seq = chunk.Position,
        At = chunk.At,
        Stream = chunk.Stream,
        Text = chunk.Text,
        Attempt = chunk.Attempt,
    };
}
