using System.Globalization;
using System.IO.Compression;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Http;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class HttpExecutorTests
{
    private static readonly HttpOptions Open = new() { AllowPrivateNetworks = true };
    private readonly AttemptRig _rig = new();

    [Fact]
    public async Task A_good_status_succeeds_with_the_body_as_data()
    {
        var outcome = await CallAsync(context => context.Response.WriteAsJsonAsync(new { ok = true }));

        AttemptRig.Success(outcome).ShouldBe(new TaskResult(200, "HTTP 200 OK", """{"ok":true}"""));
    }

    [Fact]
    public async Task The_attempt_is_told_in_headers()
    {
        HeaderDictionary? seen = null;
        await CallAsync(context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return Task.CompletedTask;
        }, ""","headers":{"Authorization":"Bearer x","User-Agent":"mine"}""");

        var headers = seen.ShouldNotBeNull();
        headers["X-Scheduler-Task-Id"].ToString().ShouldBe("mail-1");
        headers["X-Scheduler-Attempt-Id"].ToString().ShouldBe(AttemptRig.AttemptText);
        headers["X-Scheduler-Attempt"].ToString().ShouldBe("2");
        headers["X-Scheduler-Fencing-Token"].ToString().ShouldBe("7");
        headers["X-Scheduler-Deadline"].ToString().ShouldBe("2030-01-02T03:04:05.678Z");
        headers["Idempotency-Key"].ToString().ShouldBe(AttemptRig.AttemptText);
        headers["traceparent"].ToString().ShouldBe("00-0af7651916cd43dd8448eb211c80319c-8a1b0123456789ab-01");
        headers["Authorization"].ToString().ShouldBe("Bearer x");
        headers["User-Agent"].ToString().ShouldBe("mine");
    }

    [Theory]
    [InlineData("", "GET", "", "")]
    [InlineData(""","body":"plain" """, "POST", "plain", "text/plain; charset=utf-8")]
    [InlineData(""","body":{"a":[1]}""", "POST", """{"a":[1]}""", "application/json")]
    [InlineData(""","method":"put","body":"a;b","headers":{"Content-Type":"text/csv"}""", "PUT", "a;b", "text/csv")]
    [InlineData(""","method":"DELETE" """, "DELETE", "", "")]
    public async Task Method_and_body_are_sent_as_asked(string fields, string method, string body, string type)
    {
        var seen = ("", "", "");
        await CallAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen = (context.Request.Method, await reader.ReadToEndAsync(), context.Request.ContentType ?? "");
        }, fields);

        seen.ShouldBe((method, body, type));
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(425, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(302, false)]
    [InlineData(304, false)]
    public async Task A_bad_status_fails_and_only_some_are_tried_again(int status, bool again)
    {
        var failed = AttemptRig.Failure(await CallAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }));

        failed.Retryable.ShouldBe(again);
        failed.Result.ShouldNotBeNull().Code.ShouldBe(status);
        failed.Error.ShouldStartWith($"HTTP {status}");
    }

    [Fact]
    public async Task Retry_after_is_honoured_in_seconds_and_as_a_date()
    {
        (await RetryAfterAsync("120")).ShouldBe(TimeSpan.FromMinutes(2));
        (await RetryAfterAsync("Fri, 31 Dec 1999 23:59:59 GMT")).ShouldBe(TimeSpan.Zero);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        var wait = (await RetryAfterAsync(until.ToString("r", CultureInfo.InvariantCulture))).ShouldNotBeNull();
        wait.ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
    }

    [Theory]
    [InlineData("204", 204, true)]
    [InlineData("[404,410]", 410, true)]
    [InlineData("204", 200, false)]
    [InlineData("302", 302, true)]
    public async Task An_expected_status_decides(string expected, int status, bool succeeds)
    {
        var outcome = await CallAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }, $",\"expectedStatus\":{expected}");

        (outcome is AttemptOutcome.Succeeded).ShouldBe(succeeds);
    }

    [Fact]
    public async Task No_answer_in_time_is_tried_again()
    {
        var outcome = await CallAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted), ""","timeout":"50ms" """);

        var failed = AttemptRig.Failure(outcome);
        (failed.Retryable, failed.Reason).ShouldBe((true, "timeout"));
    }

    [Fact]
    public async Task A_cancelled_call_throws_and_is_broken_off()
    {
        using var cancel = new CancellationTokenSource();
        TaskCompletionSource arrived = new(), broken = new();
        await using var target = await HttpTarget.StartAsync(async context =>
        {
            context.RequestAborted.Register(broken.SetResult);
            arrived.SetResult();
            await broken.Task;
        });
        using var executor = new HttpExecutor(Open, TimeProvider.System);
        var run = executor.RunAsync(_rig.Attempt($$"""{"url":"{{target.Url}}"}"""), cancel.Token);
        await arrived.Task.WaitAsync(AttemptRig.Patience);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        await broken.Task.WaitAsync(AttemptRig.Patience);
    }

    [Fact]
    public async Task A_refused_or_broken_connection_is_tried_again()
    {
        var target = await HttpTarget.StartAsync(_ => Task.CompletedTask);
        var url = target.Url;
        await target.DisposeAsync();
        using var executor = new HttpExecutor(Open, TimeProvider.System);
        AttemptRig.Failure(await executor.RunAsync(_rig.Attempt($$"""{"url":"{{url}}"}"""), CancellationToken.None)).Retryable.ShouldBeTrue();

        var broken = await CallAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("only this");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        AttemptRig.Failure(broken).Retryable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_long_answer_is_cut()
    {
        var options = Open with { MaxResponse = 1000, MaxData = 10 };

        var outcome = await CallAsync(context => context.Response.WriteAsync(new string('x', 5000)), options: options);

        AttemptRig.Success(outcome).ShouldBe(new TaskResult(200, "HTTP 200 OK; the first 10 characters of more than 1000 bytes are kept", "xxxxxxxxxx"));
    }

    [Fact]
    public async Task A_compressed_answer_is_counted_after_decompression()
    {
        var outcome = await CallAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[64 * 1024];
            zeros.AsSpan().Fill((byte)'z');
            for (var i = 0; i < 160; i++) await gzip.WriteAsync(zeros);
        }, options: Open with { MaxResponse = 100_000, MaxData = 5 });

        AttemptRig.Success(outcome).Data.ShouldBe("zzzzz");
        AttemptRig.Success(outcome).Message.ShouldNotBeNull().ShouldContain("more than 100000 bytes");
    }

    [Fact]
    public async Task A_binary_answer_is_noted_and_not_kept()
    {
        var outcome = await CallAsync(context =>
        {
            context.Response.ContentType = "image/png";
            return context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 }).AsTask();
        });

        AttemptRig.Success(outcome).ShouldBe(new TaskResult(200, "HTTP 200 OK; 3 bytes of image/png", null));
    }

    [Fact]
    public async Task The_charset_of_the_answer_is_heeded()
    {
        var outcome = await CallAsync(context =>
        {
            context.Response.ContentType = "text/plain; charset=iso-8859-1";
            return context.Response.Body.WriteAsync(new byte[] { 0xFC }).AsTask();
        });

        AttemptRig.Success(outcome).Data.ShouldBe("ü");
    }

    private async Task<TimeSpan?> RetryAfterAsync(string value) => AttemptRig.Failure(await CallAsync(context =>
    {
        context.Response.StatusCode = 503;
        context.Response.Headers.RetryAfter = value;
        return Task.CompletedTask;
    })).RetryAfter;

    private async Task<AttemptOutcome> CallAsync(RequestDelegate answer, string fields = "", HttpOptions? options = null)
    {
        await using var target = await HttpTarget.StartAsync(answer);
        using var executor = new HttpExecutor(options ?? Open, TimeProvider.System);
        var attempt = _rig.Attempt($$"""{"url":"{{target.Url}}/hook"{{fields}}}""");
        return await executor.RunAsync(attempt, CancellationToken.None).WaitAsync(AttemptRig.Patience);
    }
}
