using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Akka.Scheduler.Client.Http;

/// <summary>A request that can be sent more than once, which an <see cref="HttpRequestMessage"/> cannot.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and query, from the node's root.</param>
internal sealed record GatewayRequest(HttpMethod Method, string Path)
{
    private const string Prefix = "/api/v1/";

    public byte[]? Body { get; private init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>The version that the resource must still have.</summary>
    public long? IfVersion { get; init; }

    public static GatewayRequest Get(string path) => new(HttpMethod.Get, Prefix + path);

    public static GatewayRequest Post(string path) => new(HttpMethod.Post, Prefix + path);

    public static GatewayRequest Put(string path) => new(HttpMethod.Put, Prefix + path);

    public static GatewayRequest Patch(string path) => new(HttpMethod.Patch, Prefix + path);

    public static GatewayRequest Delete(string path) => new(HttpMethod.Delete, Prefix + path);

    public GatewayRequest With<T>(T body, JsonTypeInfo<T> type) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    public HttpRequestMessage ToMessage(string root)
    {
        var message = new HttpRequestMessage(Method, root + Path);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (IdempotencyKey is not null) message.Headers.Add("Idempotency-Key", IdempotencyKey);
        if (IfVersion is { } version) message.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return message;
    }
}
