using System.Net;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Addresses;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Http;

/// <summary>Calls an address over HTTP: a public one, unless the node's options open more.</summary>
/// <remarks>
/// 2xx succeeds, or what <c>expectedStatus</c> names. 408, 425, 429, 5xx, timeouts and broken connections may be tried again, not before
/// <c>Retry-After</c>. Other statuses fail for good.
/// </remarks>
public sealed class HttpExecutor : ITaskExecutor, IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    /// <summary>Makes the executor with connections of its own.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">What timeouts and <c>Retry-After</c> dates are measured with.</param>
    public HttpExecutor(HttpOptions options, TimeProvider time)
        : this(options, time, Dns.GetHostAddressesAsync)
    {
    }

    internal HttpExecutor(HttpOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time) = (options, time);
        var guard = new AddressGuard(new(HttpOptions.Section, options.AllowPrivateNetworks, options.AllowedHosts), resolve);
        var handler = GuardedHandler.Make(guard, options.ConnectTimeout, options.ConnectionLifetime);
        handler.AutomaticDecompression = DecompressionMethods.All;
        handler.MaxConnectionsPerServer = options.MaxConnectionsPerHost;
        _client = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc/>
    public string Name => "http";

    /// <inheritdoc/>
    public PayloadProblem? Check(JsonElement? payload) => HttpPayload.Read(payload, out _);

    /// <inheritdoc/>
    public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (HttpPayload.Read(PayloadText.Parse(attempt.Payload), out var payload) is { } problem) return PayloadText.Refused(problem);
        using var timeout = payload!.Timeout is { } limit ? new CancellationTokenSource(limit, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            return await CallAsync(payload, attempt, either.Token);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            var story = timeout.IsCancellationRequested ? $"No answer within {SpanText.Of(payload.Timeout!.Value)}." : CallFault.Story(fault);
            return new AttemptOutcome.Failed(story, null) { Reason = TaskReason.Timeout };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return AddressRefusedException.In(fault) is { } refused
                ? new AttemptOutcome.Failed(refused.Message, null) { Retryable = false, Reason = TaskReason.Refused }
                : new AttemptOutcome.Failed(CallFault.Story(fault), null) { ErrorType = fault.GetType().FullName };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<AttemptOutcome> CallAsync(HttpPayload payload, AttemptContext attempt, CancellationToken cancel)
    {
        var call = HttpCall.First(payload);
        for (var hops = 0; ; hops++)
        {
            using var request = call.Request(attempt);
            using var response = await _client.SendAsync(request, cancel);
            var status = (int)response.StatusCode;
            if (!payload.FollowRedirects || !IsRedirect(status) || payload.ExpectedStatus.Contains(status))
                return await OutcomeAsync(payload, response, cancel);

            if (hops == MaxRedirects) return Astray(status, $"More than {MaxRedirects} redirects.");
            if (call.Behind(status, response.Headers.Location, out var fault) is not { } next) return Astray(status, fault!);
            call = next;
        }
    }

    private async Task<AttemptOutcome> OutcomeAsync(HttpPayload payload, HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var body = await ResponseBody.ReadAsync(response.Content, _options, cancel);
        var line = $"HTTP {status} {response.ReasonPhrase}".TrimEnd();
        var result = new TaskResult(status, body.Remark is null ? line : $"{line}; {body.Remark}", body.Text);
        var good = status is >= 200 and <= 299;
        if (payload.ExpectedStatus.Count == 0 ? good : payload.ExpectedStatus.Contains(status)) return new AttemptOutcome.Succeeded(result);
        // A good answer that is not the expected one may be "not yet".
        var again = good || status is 408 or 425 or 429 or >= 500;
        return new AttemptOutcome.Failed(payload.ExpectedStatus.Count == 0 ? line : $"{line} is not an expected status", result)
        {
            Retryable = again,
            RetryAfter = again ? RetryAfter(response) : null,
            Reason = TaskReason.Status,
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    private static AttemptOutcome.Failed Astray(int status, string why) =>
        new($"HTTP {status}: {why}", new TaskResult(status, why, null)) { Retryable = false, Reason = TaskReason.Redirect };
}
