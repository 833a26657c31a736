using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Engine.Executors;
using Akka.Scheduler.Executors.Grpc;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Executors;

/// <summary>The executor <c>grpc</c> against a server of another make.</summary>
public sealed class GrpcExecutorTests(GrpcPeerFixture fixture) : IClassFixture<GrpcPeerFixture>, IDisposable
{
    private readonly GrpcExecutor _executor = new(new() { AllowedHosts = ["127.0.0.1"], MaxResponse = 2000, MaxData = 1500 }, TimeProvider.System);

    public void Dispose() => _executor.Dispose();

    [Fact]
    public async Task A_response_is_the_result_in_base64()
    {
        var outcome = await CallAsync("Echo", "1234");

        outcome.ShouldBe(new AttemptOutcome.Succeeded(new TaskResult(0, "OK", $"\"{Base64("1234")}\"")));
    }

    [Fact]
    public async Task An_empty_message_is_a_message() =>
        (await CallAsync("Echo")).ShouldBe(new AttemptOutcome.Succeeded(new TaskResult(0, "OK", null)));

    [Fact]
    public async Task The_server_sees_message_metadata_attempt_and_deadline()
    {
        var outcome = await CallAsync("Describe", "\u0001\u0002", """,{"authorization":"Bearer x","key-bin":"AQID","plain":"a, b"}""");

        var seen = JsonElement.Parse(Convert.FromBase64String(JsonElement.Parse(Result(outcome).Data!).GetString()!));
        seen.GetProperty("request").GetString().ShouldBe("0102");
        seen.GetProperty("secondsLeft").GetDouble().ShouldBeInRange(300, 600);
        var metadata = seen.GetProperty("metadata");
        Value("authorization").ShouldBe("Bearer x");
        Value("key-bin").ShouldBe("bytes 010203");
        Value("plain").ShouldBe("a, b");
        Value("x-scheduler-task-id").ShouldBe("mail-1");
        Value("x-scheduler-attempt-id").ShouldBe("0195f2a1-7c3e-7000-8a1b-0123456789ab");
        Value("idempotency-key").ShouldBe("0195f2a1-7c3e-7000-8a1b-0123456789ab");
        Value("x-scheduler-attempt").ShouldBe("2");
        Value("x-scheduler-fencing-token").ShouldBe("7");
        Value("traceparent").ShouldBe("00-0af7651916cd43dd8448eb211c80319c-8a1b0123456789ab-01");

        string? Value(string key) => metadata.GetProperty(key)[0].GetString();
    }

    [Theory]
    [InlineData(1, "CANCELLED", true)]
    [InlineData(2, "UNKNOWN", true)]
    [InlineData(3, "INVALID_ARGUMENT", false)]
    [InlineData(4, "DEADLINE_EXCEEDED", true)]
    [InlineData(5, "NOT_FOUND", false)]
    [InlineData(6, "ALREADY_EXISTS", false)]
    [InlineData(7, "PERMISSION_DENIED", false)]
    [InlineData(8, "RESOURCE_EXHAUSTED", true)]
    [InlineData(9, "FAILED_PRECONDITION", false)]
    [InlineData(10, "ABORTED", true)]
    [InlineData(11, "OUT_OF_RANGE", false)]
    [InlineData(12, "UNIMPLEMENTED", false)]
    [InlineData(13, "INTERNAL", true)]
    [InlineData(14, "UNAVAILABLE", true)]
    [InlineData(15, "DATA_LOSS", false)]
    [InlineData(16, "UNAUTHENTICATED", false)]
    public async Task A_status_fails_and_only_some_are_tried_again(int code, string word, bool again)
    {
        foreach (var headers in new[] { "", ",\"headers\":\"first\"" })
        {
            var failed = Failure(await CallAsync("Fail", "50 % of größe", $$""",{"code":"{{code}}"{{headers}}}"""));

            failed.Error.ShouldBe($"{word}: 50 % of größe");
            failed.Result.ShouldBe(new TaskResult(code, $"{word}: 50 % of größe", null));
            failed.Retryable.ShouldBe(again);
            failed.ErrorType.ShouldBe(word);
            failed.Reason.ShouldBe(code == 4 ? "timeout" : "status");
        }
    }

    [Theory]
    [InlineData("1500", true)]
    [InlineData("-1", false)]
    [InlineData("soon", false)]
    public async Task The_pushback_of_a_server_is_honoured(string pushback, bool again)
    {
        var failed = Failure(await CallAsync("Fail", "busy", $$""",{"code":"14","pushback":"{{pushback}}"}"""));

        failed.Retryable.ShouldBe(again);
        failed.RetryAfter.ShouldBe(again ? TimeSpan.FromMilliseconds(1500) : null);
    }

    [Fact]
    public async Task A_method_that_is_not_there_fails_for_good() => Failure(await CallAsync("Nothing")).Result!.Code.ShouldBe(12);

    [Fact]
    public async Task A_stream_of_responses_fails_for_good()
    {
        var failed = Failure(await CallAsync("Several", "x"));

        (failed.Result!.Code, failed.Retryable).ShouldBe((12, false));
    }

    [Fact]
    public async Task A_response_that_is_too_long_is_refused_and_one_too_long_to_keep_is_counted()
    {
        Result(await CallAsync("Large", "1800")).ShouldBe(new TaskResult(0, "OK; 1800 bytes are too many to keep", null));
        var failed = Failure(await CallAsync("Large", "2001"));
        (failed.Result!.Code, failed.Retryable).ShouldBe((8, false));
        failed.Error.ShouldContain("scheduler.executors.grpc.max-response");
    }

    [Fact]
    public async Task The_server_sees_a_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var run = _executor.RunAsync(Attempt("Hang", "until cancelled"), cancel.Token);
        await fixture.Peer.SaysAsync("hanging until cancelled");

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        await fixture.Peer.SaysAsync("cancelled until cancelled");
    }

    [Fact]
    public async Task No_answer_in_time_is_tried_again_and_the_server_is_told()
    {
        var failed = Failure(await CallAsync("Hang", "too long", "", ""","timeout":"300ms" """));

        (failed.Result!.Code, failed.Retryable, failed.Reason).ShouldBe((4, true, "timeout"));
        await fixture.Peer.SaysAsync("cancelled too long");
    }

    [Fact]
    public async Task A_server_that_goes_away_within_a_call_is_unavailable_and_stays_so()
    {
        await using var peer = await GrpcPeer.StartAsync();

        for (var call = 0; call < 2; call++)
        {
            var failed = Failure(await _executor.RunAsync(Attempt("Die", port: peer.Port), CancellationToken.None));
            (failed.Result!.Code, failed.Retryable).ShouldBe((14, true));
        }
    }

    [Fact]
    public async Task A_server_is_called_over_tls_if_its_certificate_is_trusted()
    {
        var folder = Directory.CreateTempSubdirectory("scheduler-grpc-").FullName;
        try
        {
            var (key, certificate) = (Path.Combine(folder, "key.pem"), Path.Combine(folder, "certificate.pem"));
            WriteCertificate(key, certificate);
            await using var peer = await GrpcPeer.StartAsync(key, certificate);
            using var trusting = new GrpcExecutor(
                new() { AllowedHosts = ["localhost"], Authorities = certificate, ConnectTimeout = ExecutorAttempt.Patience }, TimeProvider.System);
            using var other = new GrpcExecutor(new() { AllowedHosts = ["localhost"] }, TimeProvider.System);
            var attempt = Attempt("Echo", "x", origin: $"https://localhost:{peer.Port}");

            Result(await trusting.RunAsync(attempt, CancellationToken.None)).Data.ShouldBe($"\"{Base64("x")}\"");
            var failed = Failure(await other.RunAsync(attempt, CancellationToken.None));
            (failed.Result!.Code, failed.Retryable).ShouldBe((14, true));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<AttemptOutcome> CallAsync(string method, string message = "", string metadata = "", string more = "") =>
        _executor.RunAsync(Attempt(method, message, metadata, more), CancellationToken.None).WaitAsync(ExecutorAttempt.Patience);

    private AttemptContext Attempt(
        string method, string message = "", string metadata = "", string more = "", int? port = null, string? origin = null)
    {
        var fields = metadata.Length == 0 ? more : $",\"metadata\":{metadata[1..]}{more}";
        return ExecutorAttempt.Of(
            $$"""{"url":"{{origin ?? $"http://127.0.0.1:{port ?? fixture.Peer.Port}"}}","service":"test.v1.Peer","method":"{{method}}","message":"{{Base64(message)}}"{{fields}}}""");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static AttemptOutcome.Failed Failure(AttemptOutcome outcome) => outcome.ShouldBeOfType<AttemptOutcome.Failed>();

    private static TaskResult Result(AttemptOutcome outcome) => outcome.ShouldBeOfType<AttemptOutcome.Succeeded>().Result.ShouldNotBeNull();

    private static void WriteCertificate(string keyFile, string certificateFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
    }
}
