namespace Akka.Scheduler.Hosting.Gateway.Description;

/// <summary>What an address takes besides its path and body.</summary>
/// <param name="Name">As it is written in requests.</param>
/// <param name="Says">What it says, and its default.</param>
/// <param name="IsHeader">Whether it is a header; else it stands in the query.</param>
/// <param name="IsMany">Whether it may be given several times.</param>
internal sealed record RequestParameter(string Name, string Says, bool IsHeader = false, bool IsMany = false)
{
    private static readonly RequestParameter Wait = new("wait", "Answers when the task has ended, or after this duration, such as `30s`; at most 10m. Default: at once.");
    private static readonly RequestParameter Queue = new("queue", "Of this queue.");
    private static readonly RequestParameter ScheduleId = new("scheduleId", "Made by this schedule.");
    private static readonly RequestParameter Limit = new("limit", "At most so many items, 1 to 1000. Default 50.");
    private static readonly RequestParameter Cursor = new("cursor", "The `nextCursor` of the page before.");
    private static readonly RequestParameter Once = new("Idempotency-Key", "A name for the request, 1 to 200 characters: repeated under it, it is carried out once.", IsHeader: true);
    private static readonly RequestParameter IfMatch = new("If-Match", "Only if this is the `ETag` that it has.", IsHeader: true);
    private static readonly RequestParameter IfNew = new("If-None-Match", "`*`: only if there is none yet.", IsHeader: true);

    /// <summary>By method and address.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<RequestParameter>> All { get; } = new Dictionary<string, IReadOnlyList<RequestParameter>>
    {
        ["POST /api/v1/tasks"] = [Wait, Once],
        ["POST /api/v1/tasks/batch"] = [Once],
        ["GET /api/v1/tasks"] =
        [
            new("status", "In one of these states; several with commas between them.", IsMany: true),
            Queue,
            new("executor", "Of this executor."),
            ScheduleId,
            new("label", "With this label, `key:value`, and with all others that are given.", IsMany: true),
            new("name", "With exactly this name."),
            new("dependsOn", "That wait or waited for this task."),
            new("from", "Made at this instant or later."),
            new("to", "Made before this instant."),
            Limit,
            Cursor,
        ],
        ["GET /api/v1/tasks/{id}"] = [Wait],
        ["GET /api/v1/tasks/{id}/log"] = [new("follow", "`true`: server-sent events, until the task has ended.")],
        ["GET /api/v1/tasks/{id}/parts"] = [Limit, Cursor],
        ["POST /api/v1/schedules"] = [IfMatch, IfNew],
        ["PUT /api/v1/schedules/{id}"] = [IfMatch, IfNew],
        ["PATCH /api/v1/schedules/{id}"] = [IfMatch],
        ["DELETE /api/v1/schedules/{id}"] = [IfMatch],
        ["GET /api/v1/schedules"] = [Limit, Cursor],
        ["GET /api/v1/schedules/{id}/next"] = [new("count", "How many instants, 1 to 1000. Default 10."), new("from", "After this instant. Default now.")],
        ["GET /api/v1/schedules/{id}/runs"] = [Limit, Cursor],
        ["GET /api/v1/schedules/{id}/history"] = [Limit, Cursor],
        ["POST /api/v1/cluster/nodes/{id}/down"] = [new("force", "`true`: although the node gives signs of life.")],
        ["GET /api/v1/events"] = [Queue, ScheduleId, new("taskId", "Of this task."), new("type", "Of one of these types, for example `succeeded`.", IsMany: true), new("status", "After which the task is in one of these states.", IsMany: true)],
    };
}
