using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Addresses;
using Akka.Scheduler.Executors.Payloads;

namespace Akka.Scheduler.Executors.Grpc;

/// <summary>Makes unary gRPC calls: to public addresses, unless the node's options open more.</summary>
/// <remarks>
/// <c>OK</c> succeeds. What says that the server is away, busy or broken may be tried again, not before <c>grpc-retry-pushback-ms</c>;
/// other statuses fail for good. A call that is cancelled is reset, so that the server sees it.
/// </remarks>
public sealed class GrpcExecutor : ITaskExecutor, IDisposable
{
    private readonly GrpcOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    /// <summary>Makes the executor with connections of its own.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">What timeouts are measured with.</param>
    /// <exception cref="IOException">The file of authorities cannot be read.</exception>
    public GrpcExecutor(GrpcOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _time) = (options, time);
        var guard = new AddressGuard(new(GrpcOptions.Section, options.AllowPrivateNetworks, options.AllowedHosts), Dns.GetHostAddressesAsync);
        var handler = GuardedHandler.Make(guard, options.ConnectTimeout, options.ConnectionLifetime);
        handler.EnableMultipleHttp2Connections = true;
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(options.Authorities) };
        _client = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc/>
    public string Name => "grpc";

    /// <inheritdoc/>
    public PayloadProblem? Check(JsonElement? payload) => GrpcPayload.Read(payload, out _);

    /// <inheritdoc/>
    public async Task<AttemptOutcome> RunAsync(AttemptContext attempt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (GrpcPayload.Read(PayloadText.Parse(attempt.Payload), out var payload) is { } problem) return PayloadText.Refused(problem);
        using var timeout = payload!.Timeout is { } limit ? new CancellationTokenSource(limit, _time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var left = attempt.Deadline - _time.GetUtcNow();
            using var request = GrpcRequest.Of(payload, attempt, payload.Timeout < left ? payload.Timeout.Value : left);
            using var response = await _client.SendAsync(request, either.Token);
            return (await GrpcResponse.ReadAsync(response, _options.MaxResponse, either.Token)).Outcome(_options.MaxData);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            var answer = timeout.IsCancellationRequested
                ? new GrpcAnswer(GrpcStatus.DeadlineExceeded, $"No answer within {SpanText.Of(payload.Timeout!.Value)}.")
                : new GrpcAnswer(GrpcStatus.Unavailable, CallFault.Story(fault));
            return answer.Outcome(_options.MaxData);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return AddressRefusedException.In(fault) is { } refused
                ? new AttemptOutcome.Failed(refused.Message, null) { Retryable = false, Reason = TaskReason.Refused }
                : new GrpcAnswer(StatusOf(fault), CallFault.Story(fault)).Outcome(_options.MaxData);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static X509ChainPolicy? Trust(string? file)
    {
        if (file is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    private static GrpcStatus StatusOf(Exception fault)
    {
        for (Exception? inner = fault; inner is not null; inner = inner.InnerException)
            if (inner is HttpProtocolException { ErrorCode: var code and not 0 })
                return GrpcStatuses.OfReset(code);
        return GrpcStatus.Unavailable;
    }
}
