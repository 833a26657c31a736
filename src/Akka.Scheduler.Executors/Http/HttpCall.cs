using System.Globalization;
using System.Net.Http.Headers;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Tracing;

namespace Akka.Scheduler.Executors.Http;

/// <summary>The next request of an attempt: the first one, or a hop behind a redirect.</summary>
internal sealed record HttpCall(Uri Url, HttpMethod Method, IReadOnlyDictionary<string, string> Headers, byte[]? Body, string BodyType)
{
    public static HttpCall First(HttpPayload payload) => new(payload.Url, payload.Method, payload.Headers, payload.Body, payload.BodyType);

    /// <summary>The call behind a redirect, or why it is not made.</summary>
    public HttpCall? Behind(int status, Uri? location, out string? fault)
    {
        fault = null;
        if (location is null || !Uri.TryCreate(Url, location, out var next)) fault = "The redirect names no address.";
        else if (HttpPayload.Fault(next) is { } closed) fault = $"The redirect leads to a refused address. {closed}";
        else if (Url.Scheme == "https" && next.Scheme == "http") fault = "The redirect leads from https to http.";
        else
        {
            var call = this with { Url = next };
            // 307 and 308 keep the method; the others mean "look there", and what looks is GET.
            if (status is not (307 or 308) && Method != HttpMethod.Get && Method != HttpMethod.Head)
                call = call with { Method = HttpMethod.Get, Body = null };
            const UriComponents origin = UriComponents.SchemeAndServer;
            var sameOrigin = Uri.Compare(Url, next, origin, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
            return sameOrigin
                ? call
                : call with { Headers = Headers.Where(header => CallerHeaders.IsNeutral(header.Key)).ToDictionary() };
        }

        return null;
    }

    /// <summary>The message that goes out.</summary>
    public HttpRequestMessage Request(AttemptContext attempt)
    {
        var request = new HttpRequestMessage(Method, Url) { VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(BodyType);
        }

        foreach (var (name, value) in Headers)
        {
            // Refused here: it describes the body, if there is one.
            if (request.Headers.TryAddWithoutValidation(name, value) || request.Content is null) continue;
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        if (!request.Headers.Contains("User-Agent")) request.Headers.Add("User-Agent", "akka-scheduler");
        request.Headers.Add("X-Scheduler-Task-Id", attempt.Task.ToString());
        request.Headers.Add("X-Scheduler-Attempt-Id", attempt.Id.ToString());
        request.Headers.Add("X-Scheduler-Attempt", attempt.Number.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Scheduler-Fencing-Token", attempt.FencingToken.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-Scheduler-Deadline", AttemptInstant.Text(attempt.Deadline));
        if (attempt.Part is { } part)
        {
            request.Headers.Add("X-Scheduler-Part-Of", part.Of.ToString());
            request.Headers.Add("X-Scheduler-Part-Index", part.Index.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-Scheduler-Part-Count", part.Count.ToString(CultureInfo.InvariantCulture));
        }

        request.Headers.Add("Idempotency-Key", attempt.Id.ToString());
        request.Headers.Add("traceparent", AttemptTrace.ParentFor(attempt));
        return request;
    }
}
