using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Grpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

/// <summary>Answers that no proper gRPC server gives: from proxies, and from broken ones.</summary>
public sealed class GrpcServerFaultTests
{
    private static readonly byte[] Message = [0, 0, 0, 0, 1, 65];

    [Theory]
    [InlineData(200, 2, true)]
    [InlineData(400, 13, true)]
    [InlineData(401, 16, false)]
    [InlineData(403, 7, false)]
    [InlineData(404, 12, false)]
    [InlineData(429, 14, true)]
    [InlineData(503, 14, true)]
    public async Task An_answer_that_is_no_grpc_counts_as_its_http_status(int http, int code, bool again)
    {
        var failed = await CallAsync(context =>
        {
            context.Response.StatusCode = http;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>");
        });

        (failed.Result!.Code, failed.Retryable).ShouldBe((code, again));
        failed.Error.ShouldContain($"HTTP {http} of type text/html");
    }

    [Fact]
    public async Task A_message_without_a_status_is_no_success() =>
        (await AnswerAsync(Message, null)).Result!.Code.ShouldBe(2);

    [Fact]
    public async Task A_status_of_success_without_a_message_is_no_success() =>
        (await AnswerAsync([], "0")).Result!.Code.ShouldBe(13);

    [Fact]
    public async Task A_message_that_is_cut_off_is_no_success() =>
        (await AnswerAsync(Message[..^1], "0")).Result!.Code.ShouldBe(13);

    [Fact]
    public async Task A_call_that_the_server_resets_is_tried_again()
    {
        var failed = await CallAsync(context =>
        {
            context.Features.Get<IHttpResetFeature>()!.Reset(8);
            return Task.CompletedTask;
        });

        (failed.Result!.Code, failed.Retryable).ShouldBe((1, true));
    }

    private static Task<AttemptOutcome.Failed> AnswerAsync(byte[] body, string? status) => CallAsync(async context =>
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(body);
        if (status is not null) context.Response.AppendTrailer("grpc-status", status);
    });

    private static async Task<AttemptOutcome.Failed> CallAsync(RequestDelegate answer)
    {
        await using var target = await HttpTarget.StartAsync(answer, HttpProtocols.Http2);
        using var executor = new GrpcExecutor(new() { AllowPrivateNetworks = true }, TimeProvider.System);
        return AttemptRig.Failure(await executor.RunAsync(
            new AttemptRig().Attempt($$"""{"url":"{{target.Url}}","service":"a.B","method":"C"}"""), CancellationToken.None));
    }
}
