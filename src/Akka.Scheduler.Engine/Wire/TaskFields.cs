using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Engine.Wire;

/// <summary>Tasks on the wire. What is absent takes one bit.</summary>
internal static class TaskFields
{
    /// <summary>The fewest bytes of a snapshot.</summary>
    public const int LeastSize = 24;

    [Flags]
    private enum Has
    {
        Nothing = 0,
        Open = 1,
        StartedAt = 2,
        Worker = 4,
        CancelRequested = 8,
        FinishedAt = 16,
        Result = 32,
        Error = 64,
        Reason = 128,
        Blocked = 256,
        Settled = 512,
    }

    public static void Write(this ref WireWriter to, TaskSpec spec)
    {
        to.Write(spec.Id);
        to.Write(spec.Template);
        to.Time(spec.DueAt);
        to.Time(spec.CreatedAt);
        to.OptionalText(spec.ScheduleId);
        to.OptionalTime(spec.ScheduledTime);
        to.OptionalText(spec.TraceParent);
        to.OptionalTime(spec.Deadline);
        to.Flag(spec.Part is not null);
        if (spec.Part is { } part)
        {
            to.Write(part.Of);
            to.Count(part.Index);
            to.Count(part.Count);
            to.Flag(part.Edge is not null);
            if (part.Edge is { } edge) to.Count(edge);
            to.Flag(part.Bound is not null);
            if (part.Bound is { } bound) to.Write(bound);
        }

        to.Count(spec.Parts);
        to.Flag(spec.Dependencies is not null);
        if (spec.Dependencies is { } dependencies) to.Write(dependencies);
    }

    public static TaskSpec Spec(this ref WireReader from) => new(from.TaskId(), from.Template(), from.Time(), from.Time())
    {
        ScheduleId = from.OptionalText(),
        ScheduledTime = from.OptionalTime(),
        TraceParent = from.OptionalText(),
        Deadline = from.OptionalTime(),
        Part = from.Flag() ? from.Part() : null,
        Parts = from.Count(),
        Dependencies = from.Flag() ? from.Dependencies() : null,
    };

    private static TaskPart Part(this ref WireReader from) => new(from.TaskId(), from.Count(), from.Count())
    {
        Edge = from.Flag() ? from.Count() : null,
        Bound = from.Flag() ? from.WorkerId() : null,
    };

    public static void Write(this ref WireWriter to, TaskSnapshot snapshot)
    {
        var has = HasOf(snapshot);
        to.Write(snapshot.Spec);
        to.Count((int)has);
        to.Byte((byte)snapshot.State);
        to.Count(snapshot.Version);
        to.Time(snapshot.NextStartAt);
        to.Count(snapshot.Attempt);
        to.Count(snapshot.Failures);
        to.Count(snapshot.Bucket);
        if (snapshot.Open is { } open) to.Write(open);
        if (snapshot.StartedAt is { } started) to.Time(started);
        if (snapshot.Worker is { } worker) to.Write(worker);
        if (snapshot.FinishedAt is { } finished) to.Time(finished);
        if (snapshot.Result is { } result) to.Write(result);
        if (snapshot.Error is { } error) to.Text(error);
        if (snapshot.Reason is { } reason) to.Text(reason);
        if (snapshot.Blocked > 0) to.Count(snapshot.Blocked);
        if (snapshot.Settled is { } settled) to.Text(settled);
    }

    public static TaskSnapshot Task(this ref WireReader from)
    {
        var spec = from.Spec();
        var has = (Has)from.Count();
        return new()
        {
            Spec = spec,
            State = from.State(),
            Version = from.Count(),
            NextStartAt = from.Time(),
            Attempt = from.Count(),
            Failures = from.Count(),
            Bucket = from.Count(),
            CancelRequested = has.HasFlag(Has.CancelRequested),
            Open = has.HasFlag(Has.Open) ? from.Open() : null,
            StartedAt = has.HasFlag(Has.StartedAt) ? from.Time() : null,
            Worker = has.HasFlag(Has.Worker) ? from.WorkerId() : null,
            FinishedAt = has.HasFlag(Has.FinishedAt) ? from.Time() : null,
            Result = has.HasFlag(Has.Result) ? from.Result() : null,
            Error = has.HasFlag(Has.Error) ? from.Text() : null,
            Reason = has.HasFlag(Has.Reason) ? from.Text() : null,
            Blocked = has.HasFlag(Has.Blocked) ? from.Count() : 0,
            Settled = has.HasFlag(Has.Settled) ? from.Text() : null,
        };
    }

    public static void Write(this ref WireWriter to, TaskResult result)
    {
        to.Signed(result.Code);
        to.OptionalText(result.Message);
        to.OptionalText(result.Data);
    }

    public static TaskResult Result(this ref WireReader from) => new(from.Int(), from.OptionalText(), from.OptionalText());

    public static void Write(this ref WireWriter to, TaskPatch patch)
    {
        to.Flag(patch.Priority is not null);
        if (patch.Priority is { } priority) to.Byte((byte)priority);
        to.OptionalTime(patch.DueAt);
        to.Flag(patch.Labels is not null);
        if (patch.Labels is { } labels) to.Labels(labels);
    }

    public static TaskPatch Patch(this ref WireReader from) =>
        new(from.Flag() ? from.Priority() : null, from.OptionalTime(), from.Flag() ? from.Labels() : null);

    private static void Write(this ref WireWriter to, OpenAttempt open)
    {
        to.Write(open.Id);
        to.Write(open.Worker);
        to.Time(open.StartedAt);
        to.Time(open.Deadline);
        to.Signed(open.FencingToken);
    }

    private static OpenAttempt Open(this ref WireReader from) => new(from.AttemptId(), from.WorkerId(), from.Time(), from.Time(), from.Signed());

    public static TaskState State(this ref WireReader from) => (TaskState)from.Byte() switch
    {
        var state and (TaskState.Pending or TaskState.Running or TaskState.Retrying) => state,
        var state and (TaskState.Succeeded or TaskState.Failed or TaskState.Cancelled or TaskState.Expired) => state,
        var other => throw new FormatException($"there is no state {(short)other}"),
    };

    private static Has HasOf(TaskSnapshot snapshot) =>
        (snapshot.Open is null ? 0 : Has.Open)
        | (snapshot.StartedAt is null ? 0 : Has.StartedAt)
        | (snapshot.Worker is null ? 0 : Has.Worker)
        | (snapshot.CancelRequested ? Has.CancelRequested : 0)
        | (snapshot.FinishedAt is null ? 0 : Has.FinishedAt)
        | (snapshot.Result is null ? 0 : Has.Result)
        | (snapshot.Error is null ? 0 : Has.Error)
        | (snapshot.Reason is null ? 0 : Has.Reason)
        | (snapshot.Blocked == 0 ? 0 : Has.Blocked)
        | (snapshot.Settled is null ? 0 : Has.Settled);
}
