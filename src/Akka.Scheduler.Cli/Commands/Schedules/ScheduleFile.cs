using System.Text;
using System.Text.Json;
using Akka.Scheduler.Cli.Options;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Commands.Schedules;

/// <summary>
/// Reads schedules from YAML (documents, or lists of schedules, or <c>schedules:</c> with such a list) or from JSON: one object, an array of them, or
/// objects one after the other (JSON lines). What begins with a bracket, a brace or a slash is JSON.
/// </summary>
internal static class ScheduleFile
{
    /// <returns>The schedules, each with the words that tell where it stands: <c>line 3</c>.</returns>
    /// <exception cref="UsageException">Some of it cannot be read; the message says where and why.</exception>
    public static List<(string Place, ScheduleRequest Request)> Read(string text, string file)
    {
        text = text.TrimStart('\uFEFF');
        var found = text.AsSpan().TrimStart() is ['{' or '[' or '/', ..] ? ReadJson(text, file) : ReadYaml(text, file);
        return found.Count > 0 ? found : throw new UsageException($"{file} holds no schedule.");
    }

    private static List<(string Place, ScheduleRequest Request)> ReadYaml(string text, string file)
    {
        var found = new List<(string, ScheduleRequest)>();
        foreach (var (line, item) in YamlItems.Read(text, file, "schedules"))
        {
            try
            {
                found.Add(($"line {line}", item?.Deserialize(WireJson.Default.ScheduleRequest) ?? throw new JsonException("null is not a schedule.")));
            }
            catch (JsonException broken)
            {
                throw Broken(broken, file, line);
            }
        }

        return found;
    }

    private static List<(string Place, ScheduleRequest Request)> ReadJson(string text, string file)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lenient = new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip };
        var reader = new Utf8JsonReader(bytes, lenient);
        var found = new List<(string, ScheduleRequest)>();
        var insideArray = false;
        var line = 1;
        try
        {
            while (reader.Read())
            {
                line = LineOf(bytes, reader.TokenStartIndex);
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartArray when !insideArray:
                        insideArray = true;
                        break;
                    case JsonTokenType.EndArray:
                        insideArray = false;
                        break;
                    default:
                        found.Add(($"line {line}", JsonSerializer.Deserialize(ref reader, WireJson.Default.ScheduleRequest)
                            ?? throw new JsonException("null is not a schedule.")));
                        break;
                }
            }
        }
        catch (JsonException broken)
        {
            throw Broken(broken, file, line);
        }

        return found;
    }

    private static UsageException Broken(JsonException broken, string file, long line)
    {
        var fault = WireFault.From(broken);
        var words = fault.Field is null ? fault.Detail : $"{fault.Field}: {fault.Detail}";
        return new($"{file}, schedule at line {line}: {words} Nothing was applied.");
    }

    private static int LineOf(byte[] bytes, long index) => bytes.AsSpan(0, (int)index).Count((byte)'\n') + 1;
}
