using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Hosting.Auth;
using Akka.Scheduler.Hosting.Configuration;
using Akka.Scheduler.Hosting.Gateway;
using Akka.Scheduler.Hosting.Gateway.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Scheduler.Hosting;

/// <summary>Puts the scheduler's HTTP interface into an application.</summary>
public static class SchedulerEndpointExtensions
{
    /// <summary>Maps <c>/api/v1</c>, health, metrics, the OpenAPI document and the status page. Call once, before the application runs.</summary>
    public static WebApplication MapScheduler(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var services = app.Services.GetRequiredService<GatewayServices>();
        var guard = new BrowserGuard(services.Runtime.Options);
        var auth = new TokenAuth(services.Runtime.Options.Auth);
        var faults = new GatewayFaults(app.Services.GetRequiredService<ILogger<GatewayFaults>>());
        app.Use(next => context => faults.HandleAsync(context, next));
        app.Use(next => context => guard.HandleAsync(context, next));
        app.UseRouting();
        app.Use(next => context => auth.HandleAsync(context, next));
        app.Use(next => context => BodyBound.HandleAsync(context, next));
        app.Use(next => context => RouteIds.HandleAsync(context, next));
        MapTasks(app.MapGroup("/api/v1/tasks").WithTags("tasks"), services);
        MapSchedules(app.MapGroup("/api/v1/schedules").WithTags("schedules"), services);
        MapCalendars(app.MapGroup("/api/v1/calendars").WithTags("calendars"), services);
        MapNode(app.MapGroup("/api/v1").WithTags("node"), services);
        MapOutside(app, services);
        WrongMethods.Map(app);
        return app;
    }

    private static void MapTasks(RouteGroupBuilder tasks, GatewayServices s)
    {
        tasks.MapPost("", Handler(c => TaskSubmit.HandleAsync(c, s))).Submits().Accepts<SubmitTaskRequest>("application/json", "*/*").Produces<TaskView>(201).Produces<TaskView>();
        tasks.MapPost("/batch", Handler(c => TaskBatch.HandleAsync(c, s))).Submits().Accepts<BatchRequest>("application/json", "*/*").Produces<BatchReply>();
        tasks.MapPost("/retry", Handler(c => TaskBulk.RetryAsync(c, s))).Submits().Accepts<BulkRequest>("application/json", "*/*").Produces<BulkReply>();
        tasks.MapPost("/cancel", Handler(c => TaskBulk.CancelAsync(c, s))).Submits().Accepts<BulkRequest>("application/json", "*/*").Produces<BulkReply>();
        tasks.MapGet("", Handler(c => TaskReads.ListAsync(c, s))).Reads().Produces<Page<TaskView>>();
        tasks.MapGet("/{id}", (HttpContext c, string id) => TaskReads.GetAsync(c, s, id)).Reads().Produces<TaskView>();
        tasks.MapPatch("/{id}", (HttpContext c, string id) => TaskCommands.ChangeAsync(c, s, id)).Submits().Accepts<TaskPatch>("application/json", "*/*").Produces<TaskView>();
        tasks.MapGet("/{id}/events", (HttpContext c, string id) => TaskReads.EventsAsync(c, s, id)).Reads().Produces<Page<TaskEventView>>();
        tasks.MapGet("/{id}/log", (HttpContext c, string id) => TaskLog.HandleAsync(c, s, id)).Reads().Produces<LogView>();
        tasks.MapGet("/{id}/explain", (HttpContext c, string id) => TaskExplain.HandleAsync(c, s, id)).Reads().Produces<ExplainView>();
        tasks.MapGet("/{id}/parts", (HttpContext c, string id) => TaskParts.ListAsync(c, s, id)).Reads().Produces<Page<TaskView>>();
        tasks.MapPost("/{id}/cancel", (HttpContext c, string id) => TaskCommands.CancelAsync(c, s, id)).Submits().Produces<TaskView>();
        tasks.MapPost("/{id}/retry", (HttpContext c, string id) => TaskCommands.RetryAsync(c, s, id)).Submits().Produces<TaskView>();
    }

    private static void MapSchedules(RouteGroupBuilder schedules, GatewayServices s)
    {
        schedules.MapPost("", Handler(c => ScheduleWrites.PutAsync(c, s, null))).Submits().Accepts<ScheduleRequest>("application/json", "*/*").Produces<ScheduleView>(201);
        schedules.MapPost("/apply", Handler(c => ScheduleApply.HandleAsync(c, s))).Submits().Accepts<ApplyRequest>("application/json", "*/*").Produces<ApplyReply>();
        schedules.MapPost("/preview", Handler(c => ScheduleReads.PreviewAsync(c, s))).Reads().Accepts<PreviewRequest>("application/json", "*/*").Produces<NextInstants>();
        schedules.MapGet("", Handler(c => ScheduleReads.ListAsync(c, s))).Reads().Produces<Page<ScheduleView>>();
        schedules.MapGet("/{id}", (HttpContext c, string id) => ScheduleReads.GetAsync(c, s, id)).Reads().Produces<ScheduleView>();
        schedules.MapPut("/{id}", (HttpContext c, string id) => ScheduleWrites.PutAsync(c, s, id)).Submits().Accepts<ScheduleRequest>("application/json", "*/*").Produces<ScheduleView>();
        schedules.MapPatch("/{id}", (HttpContext c, string id) => ScheduleWrites.ChangeAsync(c, s, id)).Submits().Accepts<SchedulePatch>("application/json", "*/*").Produces<ScheduleView>();
        schedules.MapDelete("/{id}", (HttpContext c, string id) => ScheduleWrites.DeleteAsync(c, s, id)).Submits().Produces(204);
        schedules.MapPost("/{id}/pause", (HttpContext c, string id) => ScheduleWrites.PauseAsync(c, s, id)).Submits().Produces<ScheduleView>();
        schedules.MapPost("/{id}/resume", (HttpContext c, string id) => ScheduleWrites.ResumeAsync(c, s, id)).Submits().Produces<ScheduleView>();
        schedules.MapPost("/{id}/trigger", (HttpContext c, string id) => ScheduleWrites.TriggerAsync(c, s, id)).Submits().Produces<TaskView>(201);
        schedules.MapPost("/{id}/backfill", (HttpContext c, string id) => ScheduleBackfill.HandleAsync(c, s, id)).Submits().Accepts<BackfillRequest>("application/json", "*/*").Produces<BackfillReply>();
        schedules.MapGet("/{id}/next", (HttpContext c, string id) => ScheduleReads.NextAsync(c, s, id)).Reads().Produces<NextInstants>();
        schedules.MapGet("/{id}/runs", (HttpContext c, string id) => ScheduleRuns.ListAsync(c, s, id)).Reads().Produces<Page<OccurrenceView>>();
        schedules.MapGet("/{id}/history", (HttpContext c, string id) => ScheduleRuns.ListAsync(c, s, id)).Reads().Produces<Page<OccurrenceView>>();
    }

    private static void MapCalendars(RouteGroupBuilder calendars, GatewayServices s)
    {
        calendars.MapGet("", Handler(c => CalendarResources.ListAsync(c, s))).Reads().Produces<Page<CalendarView>>();
        calendars.MapGet("/{id}", (HttpContext c, string id) => CalendarResources.GetAsync(c, s, id)).Reads().Produces<CalendarView>();
        calendars.MapPut("/{id}", (HttpContext c, string id) => CalendarResources.PutAsync(c, s, id)).Submits().Accepts<CalendarRequest>("application/json", "*/*").Produces<CalendarView>();
        calendars.MapDelete("/{id}", (HttpContext c, string id) => CalendarResources.DeleteAsync(c, s, id)).Submits().Produces(204);
    }

    private static void MapNode(RouteGroupBuilder api, GatewayServices s)
    {
        api.MapGet("/batches/{id}", (HttpContext c, string id) => BatchReads.GetAsync(c, s, id)).Reads().Produces<BatchView>();
        api.MapGet("/queues", Handler(c => QueueControl.ListAsync(c, s))).Reads().Produces<Page<QueueView>>();
        api.MapPatch("/queues/{name}", (HttpContext c, string name) => QueueControl.LimitAsync(c, s, name)).Administers().Accepts<QueuePatch>("application/json", "*/*").Produces<QueueView>();
        api.MapPost("/queues/{name}/pause", (HttpContext c, string name) => QueueControl.PauseAsync(c, s, name)).Administers().Accepts<ReasonRequest>("application/json", "*/*").Produces<QueueView>();
        api.MapPost("/queues/{name}/resume", (HttpContext c, string name) => QueueControl.ResumeAsync(c, s, name)).Administers().Produces<QueueView>();
        api.MapGet("/workers", Handler(c => WorkerControl.ListAsync(c, s))).Reads().Produces<Page<WorkerView>>();
        api.MapPatch("/workers/{id}", (HttpContext c, string id) => WorkerControl.ChangeAsync(c, s, id)).Administers().Accepts<WorkerPatch>("application/json", "*/*").Produces<WorkerView>();
        api.MapPost("/workers/{id}/drain", (HttpContext c, string id) => WorkerControl.DrainAsync(c, s, id)).Administers().Produces<WorkerView>();
        api.MapGet("/cluster", () => ClusterReads.Cluster(s)).Reads().Produces<ClusterView>();
        api.MapGet("/cluster/shards", Handler(c => ClusterReads.ShardsAsync(c, s))).Reads().Produces<Page<ShardView>>();
        api.MapPost("/cluster/nodes/{id}/leave", (HttpContext c, string id) => ClusterCommands.LeaveAsync(c, s, id)).Administers().Produces<NodeView>(202);
        api.MapPost("/cluster/nodes/{id}/down", (HttpContext c, string id) => ClusterCommands.DownAsync(c, s, id)).Administers().Produces<NodeView>();
        api.MapGet("/stats", Handler(c => NodeReads.StatsAsync(c, s))).Reads().Produces<StatsView>();
        api.MapGet("/events", (HttpContext c, CancellationToken _) => EventFeed.HandleAsync(c, s)).Reads();
        api.MapFallback("{**path}", Handler(c => Task.FromResult(Problems.NotFound($"{c.Request.Method} {c.Request.Path}")))).Reads();
    }

    private static void MapOutside(WebApplication app, GatewayServices s)
    {
        app.MapGet("/health/live", Health.Live).WithMetadata(new AccessPolicy(TokenRole.Read, Anonymous: true)).ExcludeFromDescription();
        app.MapGet("/health/ready", () => Health.Ready(s.Runtime)).WithMetadata(new AccessPolicy(TokenRole.Read, Anonymous: true)).ExcludeFromDescription();
        app.MapGet("/metrics", Handler(c => MetricsText.WriteAsync(c, s))).Reads().ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new AccessPolicy(TokenRole.Read));
        app.MapGet("/", Handler(c => StatusPage.WriteAsync(c, s))).Reads().ExcludeFromDescription();
    }

    // Without this, a function of the context alone would be taken for a bare request delegate, and its result dropped.
    private static Delegate Handler(Func<HttpContext, Task<IResult>> handle) => handle;

    private static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AccessPolicy(TokenRole.Read));

    private static RouteHandlerBuilder Submits(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AccessPolicy(TokenRole.Submit));

    private static RouteHandlerBuilder Administers(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AccessPolicy(TokenRole.Admin));
}
