using Akka.Scheduler.Storage.Documents;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>Labels as JSON text that the database can hold.</summary>
internal static class StorableLabels
{
    public static string? Of(IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0) return null;
        var clean = new Dictionary<string, string>(labels.Count, StringComparer.Ordinal);
        foreach (var (key, value) in labels) clean[StorableText.Of(key)] = StorableText.Of(value);
        return LabelsText.Write(clean);
    }
}
