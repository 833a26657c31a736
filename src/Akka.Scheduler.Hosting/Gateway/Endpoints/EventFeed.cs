using System.Text.Json;
using System.Threading.Channels;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Events;
using Akka.Scheduler.Hosting.Gateway.Validation;
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
        var (task, queue, schedule) = (One(query, "taskId"), One(query, "queue"), One(query, "scheduleId"));
        var faults = new FaultList();
        var types = Words(query, "type", [.. Enum.GetValues<TransitionType>().Select(NameOf)], faults);
        var statuses = Words(query, "status", [.. Enum.GetValues<WireStatus>().Select(WireEnum.Name)], faults);
        if (faults.Any)
        {
            await Problems.Invalid(faults).ExecuteAsync(context);
            return;
        }

        using var subscription = services.Runtime.Hub.Subscribe(notice =>
            (task is null || notice.Entry.Task.Value == task)
            && (queue is null || notice.Queue == queue)
            && (schedule is null || notice.ScheduleId == schedule)
            && (types.Length == 0 || types.Contains(NameOf(notice.Entry.Type)))
            && (statuses.Length == 0 || statuses.Contains(WireEnum.Name(TaskViews.StatusOf(notice.Entry.To)))));
        using var ended = services.EndWithNode(context);
        EventStreamWriter.Begin(context.Response);
        if (HttpMethods.IsHead(context.Request.Method)) return;
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

    // Several with commas between them, or one after the other.
    private static string[] Words(IQueryCollection query, string name, string[] known, FaultList faults)
    {
        string[] given = [.. query[name].SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        foreach (var word in given.Except(known)) faults.Add(name, $"'{word}' is none of {string.Join(", ", known)}");
        return given;
    }

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
