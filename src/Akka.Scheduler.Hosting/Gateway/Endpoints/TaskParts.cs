using System.Globalization;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The parts of a task that was split: <c>GET /tasks/{id}/parts</c>, and what is done to them with the task that gathers them.</summary>
internal static class TaskParts
{
    private const int AtOnce = 64;

    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services, string id)
    {
        var faults = new FaultList();
        var limit = TaskReads.LimitOf(context.Request.Query, faults);
        var from = 0;
        if (context.Request.Query.TryGetValue("cursor", out var cursor) && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out from))
            faults.Add("cursor", "is not one that a page ended with");
        if (faults.Any) return Problems.Invalid(faults);
        var key = new TaskId(id);
        if (await services.Store.Tasks.GetAsync(key, services.ShardOf(key), context.RequestAborted) is not { Spec.Parts: > 0 } whole)
            return Problems.NotFound($"task '{id}' with parts");
        var until = (int)Math.Min(whole.Spec.Parts, from + (long)limit);
        TaskId[] ids = [.. whole.Spec.Dependencies!.On.Skip(whole.Spec.FirstPart + from).Take(Math.Max(0, until - from)).Select(edge => edge.Task)];
        var pages = await Task.WhenAll(ids.GroupBy(services.ShardOf).Select(group => services.Store.Shards.FindAsync(group.Key, [.. group], context.RequestAborted)));
        var parts = pages.SelectMany(page => page).OrderBy(part => part.Spec.Part?.Index ?? 0).Select(part => TaskViews.Of(part, services.Now, services.ShardOf(part.Id)));
        return Results.Json(
            new Page<TaskView> { Items = [.. parts], NextCursor = until < whole.Spec.Parts ? until.ToString(CultureInfo.InvariantCulture) : null },
            WireJson.Default.PageTaskView);
    }

    /// <summary>Cancels the parts of a task that was cancelled, if it is of a store in which tasks were split when they were submitted. To cancel it once more cancels those that were missed.</summary>
    public static async Task CancelAsync(TaskSnapshot whole, string? why, GatewayServices services, CancellationToken cancel)
    {
        if (whole is not { Spec: { Parts: var count and > 0, IsSplit: false }, State: TaskState.Cancelled }) return;
        foreach (var some in Enumerable.Range(0, count).Chunk(AtOnce))
            await Task.WhenAll(some.Select(index => services.Tasks.ApplyAsync(TaskPart.IdOf(whole.Id, index), new TaskCommand.Cancel(why), cancel)));
    }
}
