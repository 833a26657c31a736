using System.Globalization;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>Reads of tasks: one, many, its history.</summary>
internal static class TaskReads
{
    private const int MostItems = 1_000;
    private const int UsualItems = 50;

    public static async Task<IResult> GetAsync(HttpContext context, GatewayServices services, string id)
    {
        if (!WaitQuery.TryRead(context.Request, out var wait, out var badWait)) return badWait!;
        var key = new TaskId(id);
        using var waiter = wait is null ? null : services.Runtime.Hub.WhenFinished(key);
        var task = await services.Store.Tasks.GetAsync(key, services.ShardOf(key), context.RequestAborted);
        if (task is null) return Problems.NotFound($"task '{id}'");
        if (waiter is not null) task = await FinishWait.AsTaskStandsAsync(services.Door, task, waiter, wait!.Value, context.RequestAborted);
        var standing = await OpenAttempts.StandingOfAsync(task, services, context.RequestAborted);
        var view = TaskViews.Of(task, services.Now, services.ShardOf(key)) with { Progress = TaskViews.Of(standing.Progress) };
        return Results.Json(view, WireJson.Default.TaskView);
    }

    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services)
    {
        var faults = new FaultList();
        var filter = FilterOf(context.Request.Query, services.Now, faults);
        var limit = LimitOf(context.Request.Query, faults);
        if (faults.Any) return Problems.Invalid(faults);
        try
        {
            var cursor = Text(context.Request.Query, "cursor", faults);
            if (faults.Any) return Problems.Invalid(faults);
            var page = await services.Store.Tasks.ListAsync(filter, limit, cursor, context.RequestAborted);
            TaskView[] items = [.. page.Items.Select(task => TaskViews.Of(task, filter.Now, services.ShardOf(task.Id)))];
            return Results.Json(new Page<TaskView> { Items = items, NextCursor = page.NextCursor }, WireJson.Default.PageTaskView);
        }
        catch (FormatException)
        {
            return Problems.Invalid("cursor", "is not one that a page ended with");
        }
    }

    public static async Task<IResult> EventsAsync(HttpContext context, GatewayServices services, string id)
    {
        var key = new TaskId(id);
        var steps = await services.Store.Tasks.EventsAsync(key, services.ShardOf(key), context.RequestAborted);
        if (steps.Count == 0 && await services.Store.Tasks.GetAsync(key, services.ShardOf(key), context.RequestAborted) is null)
            return Problems.NotFound($"task '{id}'");
        return Results.Json(new Page<TaskEventView> { Items = [.. steps.Select(TaskViews.Of)] }, WireJson.Default.PageTaskEventView);
    }

    public static int LimitOf(IQueryCollection query, FaultList faults)
    {
        if (!query.TryGetValue("limit", out var text)) return UsualItems;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostItems) return limit;
        faults.Add("limit", $"must be a number from 1 to {MostItems}");
        return UsualItems;
    }

    private static TaskFilter FilterOf(IQueryCollection query, DateTimeOffset now, FaultList faults) => new()
    {
        Statuses = Statuses(query, faults),
        Queue = Text(query, "queue", faults),
        Executor = Text(query, "executor", faults),
        ScheduleId = Text(query, "scheduleId", faults),
        Name = Text(query, "name", faults),
        Labels = Labels(query, faults),
        DependsOn = Text(query, "dependsOn", faults) is { } parent ? new TaskId(parent) : null,
        From = Instant(query, "from", faults),
        To = Instant(query, "to", faults),
        Now = now,
    };

    private static string? Text(IQueryCollection query, string name, FaultList faults)
    {
        if (!query.TryGetValue(name, out var text)) return null;
        TextRules.Storable(text, name, faults);
        return text.ToString();
    }

    private static string[] Statuses(IQueryCollection query, FaultList faults)
    {
        string[] given = [.. query["status"].SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        foreach (var word in given.Where(word => !WireEnum.TryParse<WireStatus>(word, out _)))
            faults.Add("status", $"'{word}' is none of {WireEnum.Permitted<WireStatus>()}");
        return given;
    }

    private static List<KeyValuePair<string, string>> Labels(IQueryCollection query, FaultList faults)
    {
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var text in query["label"])
        {
            TextRules.Storable(text, "label", faults);
            var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
            if (colon <= 0) faults.Add("label", $"'{text}' is no key:value pair");
            else labels.Add(new(text![..colon], text[(colon + 1)..]));
        }

        return labels;
    }

    private static DateTimeOffset? Instant(IQueryCollection query, string name, FaultList faults)
    {
        if (!query.TryGetValue(name, out var text)) return null;
        if (WireInstant.TryParse(text, out var at, out var error)) return at;
        faults.Add(name, error);
        return null;
    }
}
