using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Workers;
using Akka.Scheduler.Hosting.Gateway.Validation;
using Akka.Scheduler.Kernel;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway.Endpoints;

/// <summary>The workers of the cluster: how they stand, their capacity and weight, taking one out of service and back.</summary>
internal static class WorkerControl
{
    private const int MaxCapacity = 100_000;
    private const int MaxWeight = 100;

    public static async Task<IResult> ListAsync(HttpContext context, GatewayServices services)
    {
        var workers = await services.Runtime.Engine.Crew.ListAsync(context.RequestAborted);
        return Results.Json(new Page<WorkerView> { Items = [.. workers.Select(ViewOf)] }, WireJson.Default.PageWorkerView);
    }

    public static async Task<IResult> ChangeAsync(HttpContext context, GatewayServices services, string id)
    {
        var body = await RequestBody.ReadAsync(context.Request, WireJson.Default.WorkerPatch, context.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        var patch = body.Value!;
        var faults = new FaultList();
        if (patch is { Capacity: null, Weight: null, Draining: null }) faults.Add("", "the change is empty: give capacity, weight or draining");
        if (patch.Capacity is < 0 or > MaxCapacity) faults.Add("capacity", $"must be from 0 to {MaxCapacity}");
        if (patch.Weight is < 1 or > MaxWeight) faults.Add("weight", $"must be from 1 to {MaxWeight}");
        if (faults.Any) return Problems.Invalid(faults);
        var changes = new List<WorkerMessage>();
        if (patch.Capacity is { } capacity) changes.Add(new WorkerMessage.SetCapacity(capacity));
        if (patch.Weight is { } weight) changes.Add(new WorkerMessage.SetWeight(weight));
        if (patch.Draining is { } draining) changes.Add(draining ? Drain(services) : WorkerMessage.Resume.Instance);
        return await SendAsync(context, services, id, changes);
    }

    public static Task<IResult> DrainAsync(HttpContext context, GatewayServices services, string id) =>
        SendAsync(context, services, id, [Drain(services)]);

    private static WorkerMessage.Drain Drain(GatewayServices services) =>
        new(services.Runtime.Options.Node.ShutdownGrace, ForGood: false, Unheard<WorkerDrained>.Instance);

    private static async Task<IResult> SendAsync(HttpContext context, GatewayServices services, string id, IReadOnlyList<WorkerMessage> changes)
    {
        if (await services.Runtime.Engine.Crew.ChangeAsync(new WorkerId(id), changes, context.RequestAborted) is not { } answer)
            return Problems.NotFound($"worker '{id}'");
        return answer.Status.Draining && changes.Contains(WorkerMessage.Resume.Instance)
            ? Problems.Conflict("nodeStops", $"The node of worker '{id}' stops; it takes no work any more.")
            : Results.Json(ViewOf(answer), WireJson.Default.WorkerView);
    }

    private static WorkerView ViewOf(WorkerAnswer answer)
    {
        var status = answer.Status;
        return new()
        {
            Id = status.Worker.Value,
            NodeId = status.Worker.Value,
            State = !answer.Answered ? "silent" : status.Draining ? "draining" : "active",
            Capacity = status.Capacity,
            Weight = (int)Math.Ceiling(status.Profile.Weight),
            Running = status.Running,
            Labels = status.Profile.Labels.Count == 0 ? null : status.Profile.Labels,
            Executors = status.Profile.Executors,
        };
    }

    /// <summary>Where an answer goes that nobody waits for.</summary>
    private sealed class Unheard<T> : ActorRef<T>
    {
        public static Unheard<T> Instance { get; } = new();

        public override ActorPath Path => new("/unheard");

        public override bool TakesOneMessage => true;

        public override void Tell(T message)
        {
            // Nobody waits for it.
        }

        public override bool TryTell(T message) => true;
    }
}
