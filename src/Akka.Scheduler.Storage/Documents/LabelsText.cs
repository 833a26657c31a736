using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>A task's labels as the JSON text of one flat object, in ordinal order; <see langword="null"/> where there are none.</summary>
internal static class LabelsText
{
    public static string? Write(IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0) return null;
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels) sorted.Add(key, value);
        return JsonSerializer.Serialize(sorted, StorageJson.Default.SortedDictionaryStringString);
    }

    /// <exception cref="InvalidDataException">The text is broken.</exception>
    public static IReadOnlyDictionary<string, string> Read(string? text)
    {
        if (text is null) return TaskTemplate.NoLabels;
        try
        {
            var read = JsonSerializer.Deserialize(text, StorageJson.Default.SortedDictionaryStringString);
            return read is null ? TaskTemplate.NoLabels : new SortedDictionary<string, string>(read, StringComparer.Ordinal);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("stored labels are not readable", broken);
        }
    }

    /// <summary>The labels that a filter asks for; <see langword="null"/> when it asks for two values of one label, which no task has.</summary>
    public static IReadOnlyDictionary<string, string>? Wanted(IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var wanted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels)
        {
            if (!wanted.TryAdd(key, value) && wanted[key] != value) return null;
        }

        return wanted;
    }
}
