using System.Text.Json;

namespace Akka.Scheduler.Client.Wire;

/// <summary>Refuses the nulls that a reader of JSON lets through inside lists and maps, by their place.</summary>
internal static class NullEntries
{
    /// <summary>Refuses a null in a list.</summary>
    /// <exception cref="JsonException">An entry is null.</exception>
    public static void Refuse<T>(IReadOnlyList<T>? list, string member, string give)
        where T : class
    {
        for (var i = 0; i < list?.Count; i++)
        {
            if (list[i] is null) throw new JsonException($"'{member}[{i}]' must not be null: give {give}.");
        }
    }

    /// <summary>Refuses a null in a map of texts.</summary>
    /// <exception cref="JsonException">A value is null.</exception>
    public static void Refuse(IReadOnlyDictionary<string, string>? map, string member)
    {
        if (map is null) return;
        foreach (var (key, value) in map)
        {
            if (value is null) throw new JsonException($"'{member}.{key}' must not be null: give a string, or leave it out.");
        }
    }
}
