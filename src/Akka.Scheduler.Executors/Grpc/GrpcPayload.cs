using System.Text.Json;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>What a task of the executor <c>grpc</c> asks for: one unary call.</summary>
internal sealed record GrpcPayload
{
    /// <summary>The server: scheme, host and port.</summary>
    public required Uri Url { get; init; }

    public required string Service { get; init; }

    public required string Method { get; init; }

    /// <summary>The request in protobuf's wire form; the empty message where none is given.</summary>
    public required byte[] Message { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public TimeSpan? Timeout { get; init; }

    public static PayloadProblem? Read(JsonElement? payload, out GrpcPayload? parsed)
    {
        var fields = PayloadFields.Of(payload);
        var url = ReadUrl(fields);
        parsed = url is null ? null : new GrpcPayload
        {
            Url = url,
            Service = ReadName(fields, "service", "\"mail.v1.Mailer\"", mayHaveDots: true),
            Method = ReadName(fields, "method", "\"Send\"", mayHaveDots: false),
            Message = ReadMessage(fields),
            Metadata = ReadMetadata(fields),
            Timeout = fields.Duration("timeout"),
        };
        return fields.End();
    }

    private static Uri? ReadUrl(PayloadFields fields)
    {
        var text = fields.RequiredText("url", "{\"url\":\"https://mail.example.org\"}");
        if (fields.Problem is not null) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            fields.Refuse("url", "'url' must be an absolute address such as https://mail.example.org or http://mail.example.org:50051.");
        else if (Fault(url) is { } fault) fields.Refuse("url", fault);
        return fields.Problem is null ? url : null;
    }

    private static string? Fault(Uri url)
    {
        if (url.Scheme is not ("http" or "https")) return $"The scheme '{url.Scheme}' is not allowed: use https, or http for HTTP/2 without TLS.";
        if (url.UserInfo.Length > 0) return "Credentials in an address end up in logs: send them in metadata.";
        if (url.Host.Length == 0) return "The address names no host.";
        return url.PathAndQuery is "/" or "" && url.Fragment.Length == 0 ? null : "The address ends behind the port: 'service' and 'method' make the path.";
    }

    private static string ReadName(PayloadFields fields, string field, string example, bool mayHaveDots)
    {
        var name = fields.RequiredText(field, example);
        foreach (var part in mayHaveDots ? name.Split('.') : [name])
            if (part.Length == 0 || char.IsAsciiDigit(part[0]) || !part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                fields.Refuse(field, $"'{field}' must be a name as it stands in the .proto file, such as {example}.");
        return name;
    }

    private static byte[] ReadMessage(PayloadFields fields)
    {
        if (fields.Text("message") is not { } text) return [];
        var message = GrpcMetadata.Base64(text);
        if (message is null) fields.Refuse("message", "'message' must be the request message in protobuf's wire form, as base64.");
        return message ?? [];
    }

    private static IReadOnlyDictionary<string, string> ReadMetadata(PayloadFields fields)
    {
        var metadata = fields.Map("metadata");
        foreach (var (key, value) in metadata)
            if (GrpcMetadata.Fault(key, value) is { } fault)
                fields.Refuse($"metadata.{key}", fault);
        return metadata;
    }
}
