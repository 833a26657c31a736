using System.Text;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;

namespace Akka.Scheduler.Executors.Shell;

/// <summary>What a command reads on standard input: the text of its payload, or the ends of the parts that it reduces, one JSON object a line.</summary>
internal static class ShellInput
{
    /// <summary>Opens it. Parts are read to the last before the command starts, so that it never takes some of them for all.</summary>
    /// <returns><see langword="null"/> where there is nothing to read.</returns>
    public static async Task<Stream?> OpenAsync(string? text, GatheredParts? parts, CancellationToken cancel)
    {
        if (text is not null) return new MemoryStream(Encoding.UTF8.GetBytes(text));
        if (parts is null) return null;
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            await WriteAsync(file, parts, cancel);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteAsync(FileStream file, GatheredParts parts, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(file);
        await foreach (var part in parts.ReadAsync(cancel))
        {
            Write(json, part);
            await json.FlushAsync(cancel);
            file.WriteByte((byte)'\n');
            json.Reset();
        }

        await file.FlushAsync(cancel);
    }

    private static void Write(Utf8JsonWriter json, PartEnd part)
    {
        json.WriteStartObject();
        json.WriteNumber("index", part.Index);
        json.WriteString("id", part.Task.Value);
        if (part.State is { } state) json.WriteString("status", TaskStatusText.Of(state));
        if (part.Result is { } result)
        {
            json.WriteStartObject("result");
            json.WriteNumber("code", result.Code);
            if (result.Message is { } message) json.WriteString("message", message);
            if (result.Data is { } data) WriteData(json, data);
            json.WriteEndObject();
        }

        if (part.Error is { } error) json.WriteString("error", error);
        json.WriteEndObject();
    }

    // As everywhere outside: JSON where it is some, and text where not.
    private static void WriteData(Utf8JsonWriter json, string data)
    {
        json.WritePropertyName("data");
        try
        {
            using var parsed = JsonDocument.Parse(data);
            parsed.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(data);
        }
    }
}
