using System.Text.Json;

namespace Akka.Scheduler.Storage.Documents;

/// <summary>Texts in order, as the JSON text of one array.</summary>
internal static class TextList
{
    public static string Write(IReadOnlyList<string> texts) => JsonSerializer.Serialize([.. texts], StorageJson.Default.StringArray);

    /// <exception cref="InvalidDataException">The text is broken.</exception>
    public static IReadOnlyList<string> Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StorageJson.Default.StringArray) ?? [];
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("a stored list is not readable", broken);
        }
    }
}
