using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Akka.Scheduler.Hosting.Gateway;

/// <summary>Writes server-sent events.</summary>
internal static class EventStreamWriter
{
    public static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Writes one event; the caller flushes.</summary>
    public static async Task WriteAsync<T>(HttpResponse response, string name, T data, JsonTypeInfo<T> type)
    {
        var bytes = Encoding.UTF8.GetBytes($"event: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n");
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }

    /// <summary>Says that nothing follows, as apart from a connection that broke.</summary>
    public static async Task WriteEndAsync(HttpResponse response) =>
        await response.Body.WriteAsync("event: end\ndata: {}\n\n"u8.ToArray(), response.HttpContext.RequestAborted);

    /// <summary>Writes a comment, which keeps the connection alive.</summary>
    public static async Task WriteCommentAsync(HttpResponse response, string text) =>
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($": {text}\n\n"), response.HttpContext.RequestAborted);
}
