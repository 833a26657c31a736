using System.Text.Json;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /events</c>: committed steps as they come, as server-sent events.</summary>
internal static class EventFeed
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    public static async Task HandleAsync(HttpContext context, GatewayServices services)
    {
        var query = context.Request.Query;
        var (task, queue, type, schedule) = (One(query, "taskId"), One(query, "queue"), One(query, "type"), One(query, "scheduleId"));
        using var subscription = services.Runtime.Hub.Subscribe((snapshot, entry) =>
            (task is null || snapshot.Id.Value == task)
            && (queue is null || snapshot.Spec.Template.Queue == queue)
            && (schedule is null || snapshot.Spec.ScheduleId == schedule)
            && (type is null || NameOf(entry.Type) == type));
        using var ended = services.EndWithNode(context);
        EventStreamWriter.Begin(context.Response);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        while (!context.RequestAborted.IsCancellationRequested)
        {
            if (!await HasNextAsync(subscription.Reader, services.Runtime.Time, context.RequestAborted))
            {
                await EventStreamWriter.WriteCommentAsync(context.Response, "still here");
            }
            else
            {
                if (subscription.TakeDropped() is var dropped and > 0) await EventStreamWriter.WriteCommentAsync(context.Response, $"{dropped} events were dropped");
                while (subscription.Reader.TryRead(out var step))
                    await EventStreamWriter.WriteAsync(context.Response, NameOf(step.Entry.Type), ViewOf(step.Task, step.Entry), WireJson.Default.TaskEventView);
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task<bool> HasNextAsync(
        System.Threading.Channels.ChannelReader<(TaskSnapshot Task, HistoryEntry Entry)> reader, TimeProvider time, CancellationToken cancel)
    {
        using var quiet = new CancellationTokenSource(HeartbeatEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancel);
        try
        {
            return await reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string? One(IQueryCollection query, string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

    private static string NameOf(TransitionType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private static TaskEventView ViewOf(TaskSnapshot task, HistoryEntry entry) => new()
    {
        TaskId = entry.Task.Value,
        Seq = entry.Seq,
        At = entry.At,
        Type = NameOf(entry.Type),
        From = entry.From is { } from ? TaskViews.StatusOf(from) : null,
        To = TaskViews.StatusOf(entry.To),
        Attempt = entry.Attempt,
        Detail = entry.Detail,
        Queue = task.Spec.Template.Queue,
    };
}
