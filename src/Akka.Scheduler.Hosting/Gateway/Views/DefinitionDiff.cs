using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;
using Akka.Scheduler.Domain.Schedules;

namespace Akka.Scheduler.Hosting.Gateway.Views;

/// <summary>What is different between two definitions of a schedule, field by field, in the words of the wire.</summary>
internal static class DefinitionDiff
{
    /// <summary>The fields that differ, by name; those of nested objects each by itself.</summary>
    public static IReadOnlyList<FieldChange> Of(Schedule before, Schedule after)
    {
        var changes = new List<FieldChange>();
        Compare("", Json(before), Json(after), changes);
        return changes;
    }

    private static JsonNode? Json(Schedule schedule) => JsonSerializer.SerializeToNode(ScheduleViews.RequestOf(schedule), WireJson.Default.ScheduleRequest);

    private static void Compare(string field, JsonNode? before, JsonNode? after, List<FieldChange> changes)
    {
        if (before is JsonObject one && after is JsonObject other)
        {
            foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key), StringComparer.Ordinal))
                Compare(field.Length == 0 ? name : $"{field}.{name}", one[name], other[name], changes);
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            changes.Add(new() { Field = field, From = Element(before), To = Element(after) });
        }
    }

    private static JsonElement? Element(JsonNode? node) => node is null ? null : JsonSerializer.SerializeToElement(node, WireJson.Default.JsonNode);
}
