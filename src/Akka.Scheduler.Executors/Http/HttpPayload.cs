using System.Text;
using System.Text.Json;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Http;

/// <summary>What a task of the executor <c>http</c> asks for.</summary>
internal sealed record HttpPayload
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public required Uri Url { get; init; }

    public required HttpMethod Method { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>What the body is, unless the caller's headers say otherwise.</summary>
    public required string BodyType { get; init; }

    /// <summary>The statuses that succeed; where there are none, 200 to 299 do.</summary>
    public required IReadOnlyList<int> ExpectedStatus { get; init; }

    public TimeSpan? Timeout { get; init; }

    public bool FollowRedirects { get; init; }

    public static PayloadProblem? Read(JsonElement? payload, out HttpPayload? parsed)
    {
        var fields = PayloadFields.Of(payload);
        var url = ReadUrl(fields);
        var body = fields.Find("body");
        parsed = url is null ? null : new HttpPayload
        {
            Url = url,
            Method = ReadMethod(fields, body is not null),
            Headers = ReadHeaders(fields),
            Body = body is { } value ? Encoding.UTF8.GetBytes(IsText(value) ? value.GetString()! : value.GetRawText()) : null,
            BodyType = body is { } kind && IsText(kind) ? "text/plain; charset=utf-8" : "application/json",
            ExpectedStatus = ReadStatuses(fields),
            Timeout = fields.Duration("timeout"),
            FollowRedirects = fields.Flag("followRedirects") ?? false,
        };
        return fields.End();
    }

    /// <summary>What is wrong with an address to call, if something is.</summary>
    public static string? Fault(Uri url)
    {
        if (url.Scheme is not ("http" or "https")) return $"The scheme '{url.Scheme}' is not allowed: use http or https.";
        if (url.UserInfo.Length > 0) return "Credentials in an address end up in logs: send them in a header.";
        return url.Host.Length == 0 ? "The address names no host." : null;
    }

    private static Uri? ReadUrl(PayloadFields fields)
    {
        var text = fields.RequiredText("url", "{\"url\":\"https://example.org/hook\"}");
        if (fields.Problem is not null) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            fields.Refuse("url", "'url' must be an absolute address such as https://example.org/hook.");
        else if (Fault(url) is { } fault) fields.Refuse("url", fault);
        return fields.Problem is null ? url : null;
    }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static HttpMethod ReadMethod(PayloadFields fields, bool hasBody)
    {
        var name = (fields.Text("method") ?? (hasBody ? "POST" : "GET")).ToUpperInvariant();
        if (!Methods.Contains(name)) fields.Refuse("method", $"'method' must be one of {string.Join(", ", Methods)}.");
        else if (hasBody && name is "GET" or "HEAD") fields.Refuse("body", $"{name} takes no body.");
        return Methods.Contains(name) ? new HttpMethod(name) : HttpMethod.Get;
    }

    private static IReadOnlyDictionary<string, string> ReadHeaders(PayloadFields fields)
    {
        var headers = fields.Map("headers");
        foreach (var (name, value) in headers)
            if (CallerHeaders.Fault(name, value) is { } fault)
                fields.Refuse($"headers.{name}", fault);
        return headers;
    }

    private static List<int> ReadStatuses(PayloadFields fields)
    {
        var statuses = new List<int>();
        switch (fields.Find("expectedStatus"))
        {
            case null:
                break;
            case { ValueKind: JsonValueKind.Array } list:
                foreach (var item in list.EnumerateArray()) Add(item);
                break;
            case { } single:
                Add(single);
                break;
        }

        return statuses;

        void Add(JsonElement item)
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var status) && status is >= 100 and <= 599)
                statuses.Add(status);
            else fields.Refuse("expectedStatus", "'expectedStatus' must be a status from 100 to 599, or a list of them.");
        }
    }
}
