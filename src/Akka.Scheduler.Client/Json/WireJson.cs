using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Json;

/// <summary>
/// The one JSON context of the wire contract, for both ends: camelCase, nulls left out, durations and instants as text, duplicate
/// members refused, and on request records unknown members refused.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(DurationConverter), typeof(InstantConverter)])]
[JsonSerializable(typeof(SubmitTaskRequest))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(BatchReply))]
[JsonSerializable(typeof(BatchView))]
[JsonSerializable(typeof(BatchItem))]
[JsonSerializable(typeof(TaskPatch))]
[JsonSerializable(typeof(BulkRequest))]
[JsonSerializable(typeof(BulkReply))]
[JsonSerializable(typeof(BulkItem))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(TaskView))]
[JsonSerializable(typeof(Page<TaskView>))]
[JsonSerializable(typeof(TaskEventView))]
[JsonSerializable(typeof(Page<TaskEventView>))]
[JsonSerializable(typeof(LogView))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(ExplainView))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(IReadOnlyList<ScheduleRequest>))]
[JsonSerializable(typeof(SchedulePatch))]
[JsonSerializable(typeof(ScheduleView))]
[JsonSerializable(typeof(Page<ScheduleView>))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(NextInstants))]
[JsonSerializable(typeof(BackfillRequest))]
[JsonSerializable(typeof(BackfillReply))]
[JsonSerializable(typeof(CalendarRequest))]
[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(Page<CalendarView>))]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(ApplyReply))]
[JsonSerializable(typeof(ApplyItem))]
[JsonSerializable(typeof(QueueView))]
[JsonSerializable(typeof(Page<QueueView>))]
[JsonSerializable(typeof(QueuePatch))]
[JsonSerializable(typeof(WorkerView))]
[JsonSerializable(typeof(Page<WorkerView>))]
[JsonSerializable(typeof(WorkerPatch))]
[JsonSerializable(typeof(ClusterView))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(ShardView))]
[JsonSerializable(typeof(Page<ShardView>))]
[JsonSerializable(typeof(OccurrenceView))]
[JsonSerializable(typeof(Page<OccurrenceView>))]
[JsonSerializable(typeof(StatsView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
public sealed partial class WireJson : JsonSerializerContext;
