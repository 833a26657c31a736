using System.Net;
using System.Text;

namespace Akka.Scheduler.UnitTests.Client;

/// <summary>Stands in for a node: answers each method and path with what the test laid down, in order, and keeps what it was sent.</summary>
internal sealed class ScriptedNode : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<HttpResponseMessage>>> _answers = [];
    private readonly Lock _gate = new();

    public List<SentRequest> Sent { get; } = [];

    public List<string> Hosts { get; } = [];

    public ScriptedNode Answers(string methodAndPath, string json, HttpStatusCode status = HttpStatusCode.OK, int times = 1)
    {
        for (var i = 0; i < times; i++) Add(methodAndPath, () => Text(status, json, "application/json"));
        return this;
    }

    public ScriptedNode Refuses(string methodAndPath, HttpStatusCode status, string problem, string? retryAfter = null)
    {
        Add(methodAndPath, () =>
        {
            var response = Text(status, problem, "application/problem+json");
            if (retryAfter is not null) response.Headers.Add("Retry-After", retryAfter);
            return response;
        });
        return this;
    }

    public ScriptedNode Streams(string methodAndPath, string events)
    {
        Add(methodAndPath, () => Text(HttpStatusCode.OK, events, "text/event-stream"));
        return this;
    }

    public ScriptedNode LosesConnection(string methodAndPath, int times = 1)
    {
        for (var i = 0; i < times; i++) Add(methodAndPath, () => throw new HttpRequestException("Connection refused"));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var key = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<HttpResponseMessage>? answer;
        lock (_gate)
        {
            Hosts.Add(request.RequestUri.Authority);
            Sent.Add(new SentRequest(
                key,
                body,
                request.Headers.Authorization?.ToString(),
                request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null,
                request.Headers.IfMatch.ToString()));
            answer = _answers.TryGetValue(key, out var queue) && queue.Count > 0 ? queue.Dequeue() : null;
        }

        return answer?.Invoke() ?? Text(HttpStatusCode.NotFound, $$"""{"title":"Nothing laid down","detail":"{{key}}"}""", "application/problem+json");
    }

    private static HttpResponseMessage Text(HttpStatusCode status, string text, string type) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, type) };

    private void Add(string methodAndPath, Func<HttpResponseMessage> answer)
    {
        if (!_answers.TryGetValue(methodAndPath, out var queue)) _answers[methodAndPath] = queue = new();
        queue.Enqueue(answer);
    }

    internal sealed record SentRequest(string What, string? Body, string? Authorization, string? IdempotencyKey, string IfMatch);
}
