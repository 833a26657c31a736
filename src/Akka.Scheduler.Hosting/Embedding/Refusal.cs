using Akka.Scheduler.Client;
using Akka.Scheduler.Domain.Ids;
using Akka.Scheduler.Engine.Gates;
using Akka.Scheduler.Engine.Scheduling;
using Akka.Scheduler.Engine.Shards;
using Akka.Scheduler.Engine.Storage;
using Akka.Scheduler.Hosting.Gateway;
using Akka.Scheduler.Hosting.Gateway.Validation;

namespace Akka.Scheduler.Hosting.Embedding;

/// <summary>The problems of the HTTP interface, as exceptions with the same status, code, field and words.</summary>
internal static class Refusal
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static SchedulerException Invalid(FaultList faults)
    {
        var all = faults.Faults;
        var view = Problems.View(
            Problems.StatusOf(all), all.Count == 1 ? all[0].Code! : "invalid", string.Join("; ", all.Select(fault => fault.Detail)), all[0].Field, all);
        return new(view.Status ?? 400, view, null);
    }

    public static SchedulerException Invalid(string field, string detail)
    {
        var faults = new FaultList();
        faults.Add(field, detail);
        return Invalid(faults);
    }

    public static SchedulerException NotFound(string what) => Of(404, "notFound", $"There is no {what}.");

    public static SchedulerException IdTaken(string why) => Of(409, IdConflict.Code, why, "id");

    public static SchedulerException Unavailable(string why) => Of(503, "unavailable", $"Nobody can say whether it was done: {why}.");

    public static SchedulerException Of(SubmitResult result) => result switch
    {
        SubmitResult.Overloaded => Of(429, "overloaded", "Too much waits for its commit; nothing was made."),
        SubmitResult.Unavailable unavailable => Unavailable(unavailable.Why),
        SubmitResult.KeyTaken taken => KeyTaken(taken.Key, taken.Holder),
        SubmitResult.Refused refused => Of(400, "refused", $"The store cannot take this task: {refused.Why}"),
        _ => throw new InvalidOperationException($"{result.GetType().Name} is no refusal"),
    };

    public static SchedulerException Of(CommandReply reply, string id) => reply switch
    {
        CommandReply.NotFound => NotFound($"task '{id}'"),
        CommandReply.Conflict conflict => Of(409, "state", $"The task was left as it is: {conflict.Why}."),
        CommandReply.KeyTaken taken => KeyTaken(taken.Key, taken.Holder),
        CommandReply.Unavailable unavailable => Unavailable(unavailable.Why),
        _ => throw new InvalidOperationException($"{reply.GetType().Name} is no refusal"),
    };

    public static SchedulerException Of(ScheduleReply reply, string id) => reply switch
    {
        ScheduleReply.Invalid invalid => Invalid(invalid.Field, invalid.Why),
        ScheduleReply.NotFound => NotFound($"schedule '{id}'"),
        ScheduleReply.Refused refused => Of(400, "refused", $"The store cannot take this schedule: {refused.Why}"),
        ScheduleReply.Unavailable unavailable => Unavailable(unavailable.Why),
        _ => throw new InvalidOperationException($"{reply.GetType().Name} is no refusal"),
    };

    /// <summary>Does what needs the store, and says it as a refusal when that is away, or when the node is not up.</summary>
    public static async Task<T> UnlessAwayAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreUnavailableException away)
        {
            throw Unavailable(away.Message);
        }
    }

    private static SchedulerException KeyTaken(string key, TaskId holder) => new(409, Problems.KeyTakenView(key, holder), null);

    private static SchedulerException Of(int status, string code, string detail, string? field = null) =>
        new(status, Problems.View(status, code, detail, field), status is 429 or 503 ? RetryAfter : null);
}
