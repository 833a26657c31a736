using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Queues;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Hosting.Gateway.Views;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The queues: their settings and load, limits, pausing one and letting it go on.</summary>
internal static class QueueControl
{
    private const int MaxReason = 500;
    private const int MostConcurrency = 1_000_000;
    private const double LeastRate = 0.0001;
    private const double MostRate = 1_000_000;

    /// <summary>All queues that have tasks or settings, by name.</summary>
    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services)
    {
        var counts = await services.Counts.ReadAsync(context.RequestAborted);
        var settings = (await services.Runtime.Engine.Queues.ListAsync(context.RequestAborted)).ToDictionary(queue => queue.Name);
        var names = counts.Select(count => count.Queue).Union(settings.Values.Where(queue => !queue.IsPlain).Select(queue => queue.Name));
        var items = names.Order(StringComparer.Ordinal).Select(name => QueueViews.Of(settings.GetValueOrDefault(name) ?? QueueSettings.Of(name), counts));
        return Results.Json(new Page<QueueView> { Items = [.. items] }, WireJson.Default.PageQueueView);
    }

    public static async Task<IResult> LimitAsync(HttpContext context, GatewayServices services, string name)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.QueuePatch, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var patch = body.Value!;
        var faults = new FaultList();
        if (patch is { MaxConcurrency: null, RatePerSecond: null }) faults.Add("", "the change is empty: give maxConcurrency or ratePerSecond; 0 takes a limit away");
        if (patch.MaxConcurrency is < 0 or > MostConcurrency) faults.Add("maxConcurrency", $"must be from 1 to {MostConcurrency}, or 0 for no limit");
        if (patch.RatePerSecond is { } rate && rate is not (0 or (>= LeastRate and <= MostRate)))
            faults.Add("ratePerSecond", FormattableString.Invariant($"must be from {LeastRate} to {MostRate}, or 0 for no limit"));
        return await ChangeAsync(context, services, name, new QueueChange.Limit(patch.MaxConcurrency, patch.RatePerSecond), faults);
    }

    public static async Task<IResult> PauseAsync(HttpContext context, GatewayServices services, string name)
    {
        var body = await RequestBody.ReadOrDefaultAsync(context.Request, WireJson.Default.ReasonRequest, new(), context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var faults = new FaultList();
        TextRules.Storable(body.Value!.Reason, "reason", faults);
        if (body.Value.Reason?.Length > MaxReason) faults.Add("reason", $"must be at most {MaxReason} characters long");
        return await ChangeAsync(context, services, name, new QueueChange.Pause(body.Value.Reason, AskerName.Of(context)), faults);
    }

    public static Task<IResult> ResumeAsync(HttpContext context, GatewayServices services, string name) =>
        ChangeAsync(context, services, name, new QueueChange.Resume(), new());

    private static async Task<IResult> ChangeAsync(HttpContext context, GatewayServices services, string name, QueueChange change, FaultList faults)
    {
        TextRules.Queue(name, faults, "name");
        if (faults.Any) return Problems.Invalid(faults);
        if (await services.Runtime.Engine.Queues.ChangeAsync(name, change, context.RequestAborted) is not { } settings)
            return Problems.Conflict("busy", "Others changed the queue all the time; try again.");
        var counts = await services.Counts.ReadAsync(context.RequestAborted);
        return Results.Json(QueueViews.Of(settings, counts), WireJson.Default.QueueView);
    }
}
