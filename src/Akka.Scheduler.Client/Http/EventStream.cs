using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Akka.Scheduler.Client.Http;

/// <summary>
/// Reads a stream of server-sent events whose data is JSON. Every event counts, whatever its type, except the two that only steer:
/// <c>ping</c> (keeps the connection open) and <c>end</c> (nothing follows).
/// </summary>
internal static class EventStream
{
    /// <param name="calls">What to send with.</param>
    /// <param name="path">The path and query under the prefix.</param>
    /// <param name="type">How to read the data.</param>
    /// <param name="cancel">Ends the stream.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        GatewayCalls calls, string path, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var response = await calls.OpenAsync(GatewayRequest.Get(path), HttpCompletionOption.ResponseHeadersRead, cancel);
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var parser = SseParser.Create(body, (kind, data) => kind is "ping" or "end" ? default : JsonSerializer.Deserialize(data, type));
        await using var events = parser.EnumerateAsync(cancel).GetAsyncEnumerator(cancel);
        while (await MoveNextAsync(events, calls))
        {
            if (events.Current.EventType == "end") yield break;
            if (events.Current.Data is { } item) yield return item;
        }
    }

    private static async ValueTask<bool> MoveNextAsync<T>(IAsyncEnumerator<T> events, GatewayCalls calls)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            throw new SchedulerUnreachableException(calls.Options.Server, "the stream broke off: " + lost.Message, lost);
        }
    }
}
