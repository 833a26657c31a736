using System.Text.Json;
using System.Threading.Channels;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary><c>GET /events</c>: committed steps of the whole cluster as they come, as server-sent events.</summary>
internal static class EventFeed
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    public static async Task HandleAsync(HttpContext context, GatewayServices services)
    {
        var query = context.Request.Query;
        var (task, queue, type, schedule) = (One(query, "taskId"), One(query, "queue"), One(query, "type"), One(query, "scheduleId"));
        using var subscription = services.Runtime.Hub.Subscribe(notice =>
            (task is null || notice.Entry.Task.Value == task)
            && (queue is null || notice.Queue == queue)
            && (schedule is null || notice.ScheduleId == schedule)
            && (type is null || NameOf(notice.Entry.Type) == type));
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
                while (subscription.Reader.TryRead(out var notice))
                    await EventStreamWriter.WriteAsync(context.Response, NameOf(notice.Entry.Type), ViewOf(notice.Queue, notice.Entry), WireJson.Default.TaskEventView);
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task<bool> HasNextAsync(ChannelReader<TransitionNotice> reader, TimeProvider time, CancellationToken cancel)
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

    private static TaskEventView ViewOf(string queue, HistoryEntry entry) => new()
    {
        TaskId = entry.Task.Value,
        Seq = entry.Seq,
        At = entry.At,
        Type = NameOf(entry.Type),
        From = entry.From is { } from ? TaskViews.StatusOf(from) : null,
        To = TaskViews.StatusOf(entry.To),
        Attempt = entry.Attempt,
        Detail = entry.Detail,
        Queue = queue,
    };
}
