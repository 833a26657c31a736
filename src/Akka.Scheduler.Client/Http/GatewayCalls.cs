using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Client.Http;

/// <summary>One request and its answer: address, token, time limit, and the two ways in which it can go wrong.</summary>
internal sealed class GatewayCalls(HttpClient http, SchedulerClientOptions options, TimeProvider time)
{
    private readonly string _root = options.Server.AbsoluteUri.TrimEnd('/');

    public SchedulerClientOptions Options => options;

    public TimeProvider Time => time;

    public async Task<TReply> SendAsync<TReply>(
        GatewayRequest request, JsonTypeInfo<TReply> reply, CancellationToken cancel, TimeSpan extraTime = default)
    {
        using var limit = new CancellationTokenSource(options.Timeout + extraTime, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var response = await OpenAsync(request, HttpCompletionOption.ResponseContentRead, linked.Token);
            await using var body = await response.Content.ReadAsStreamAsync(linked.Token);
            return await JsonSerializer.DeserializeAsync(body, reply, linked.Token)
                ?? throw NotTheContract(response, "the answer is null");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new SchedulerUnreachableException(options.Server, $"no answer within {options.Timeout + extraTime}.");
        }
        catch (JsonException broken)
        {
            throw NotTheContract(null, broken.Message);
        }
    }

    /// <summary>For commands whose answer, if any, nobody reads.</summary>
    public async Task SendAsync(GatewayRequest request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var response = await OpenAsync(request, HttpCompletionOption.ResponseContentRead, linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new SchedulerUnreachableException(options.Server, $"no answer within {options.Timeout}.");
        }
    }

    /// <summary>Sends, and hands back the answer once it is known to be a good one; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(GatewayRequest request, HttpCompletionOption completion, CancellationToken cancel)
    {
        using var message = request.ToMessage(_root);
        if (options.Token is { Length: > 0 } token) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(message, completion, cancel);
            if (response.IsSuccessStatusCode) return response;
            var refusal = await RefusalAsync(response, cancel);
            response.Dispose();
            throw refusal;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            response?.Dispose();
            throw new SchedulerUnreachableException(options.Server, lost.InnerException?.Message ?? lost.Message, lost);
        }
    }

    private async Task<SchedulerException> RefusalAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var body = await response.Content.ReadAsStringAsync(cancel);
        return new SchedulerException(status, ReadProblem(body) ?? Unexplained(response, body), RetryAfter(response));
    }

    private static ProblemView? ReadProblem(string body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, Json.WireJson.Default.ProblemView);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemView Unexplained(HttpResponseMessage response, string body) => new()
    {
        Status = (int)response.StatusCode,
        Title = response.ReasonPhrase is { Length: > 0 } phrase ? phrase : "The request was refused",
        Detail = body.Length is > 0 and < 500 ? body : null,
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private SchedulerException NotTheContract(HttpResponseMessage? response, string why) => new(
        (int?)response?.StatusCode ?? 200,
        new ProblemView
        {
            Title = "The answer is not what this client knows",
            Code = "unknown-answer",
            Detail = $"{why} Check that {options.Server} is a scheduler node of this version.",
        },
        retryAfter: null);
}
