using System.Net;
using Akka.Scheduler.Domain.Tasks;
using Akka.Scheduler.Executors.Http;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.UnitTests.Executors;

public sealed class HttpRedirectTests
{
    private const string Follow = ""","followRedirects":true,"headers":{"Authorization":"Bearer x","Accept":"text/plain"}""";
    private readonly AttemptRig _rig = new();
    private readonly List<(string Method, string Path, string Body, string Authorization)> _seen = [];

    [Theory]
    [InlineData(307, "POST", "b")]
    [InlineData(308, "POST", "b")]
    [InlineData(301, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(303, "GET", "")]
    public async Task A_redirect_is_followed_where_that_is_asked_for(int status, string method, string body)
    {
        var outcome = await CallAsync(Follow + ""","body":"b" """, context =>
            context.Request.Path == "/start" ? To(context, "/end", status) : Task.CompletedTask);

        AttemptRig.Success(outcome).Code.ShouldBe(200);
        _seen.ShouldBe([("POST", "/start", "b", "Bearer x"), (method, "/end", body, "Bearer x")]);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_unasked()
    {
        AttemptRig.Failure(await CallAsync("", context => To(context, "/end", 302))).Retryable.ShouldBeFalse();

        _seen.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Redirects_end_after_five()
    {
        var failed = AttemptRig.Failure(await CallAsync(Follow, context => To(context, "/again", 302)));

        (failed.Retryable, failed.Reason).ShouldBe((false, "redirect"));
        _seen.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Credentials_stay_with_their_host()
    {
        var outcome = await CallAsync(Follow, context =>
            context.Request.Path == "/start" ? To(context, $"http://other.test:{context.Connection.LocalPort}/end", 302) : Task.CompletedTask);

        AttemptRig.Success(outcome).Code.ShouldBe(200);
        _seen[1].ShouldBe(("GET", "/end", "", ""));
    }

    [Theory]
    [InlineData("file:///etc/passwd", "redirect")]
    [InlineData("http://user:secret@other.test/", "redirect")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "refused")]
    [InlineData("http://inside.test/", "refused")]
    public async Task Every_hop_is_checked(string location, string reason)
    {
        var failed = AttemptRig.Failure(await CallAsync(Follow, context => To(context, location, 302)));

        (failed.Retryable, failed.Reason).ShouldBe((false, reason));
    }

    private static Task To(HttpContext context, string location, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private async Task<AttemptOutcome> CallAsync(string fields, RequestDelegate answer)
    {
        await using var target = await HttpTarget.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var authorization = context.Request.Headers.Authorization.ToString();
            _seen.Add((context.Request.Method, context.Request.Path, await reader.ReadToEndAsync(), authorization));
            await answer(context);
        });
        using var executor = new HttpExecutor(
            new HttpOptions { AllowedHosts = ["start.test", "other.test"] },
            TimeProvider.System,
            (host, _) => Task.FromResult<IPAddress[]>([IPAddress.TryParse(host, out var address) ? address : IPAddress.Loopback]));
        var payload = $$"""{"url":"http://start.test:{{target.Port}}/start"{{fields}}}""";
        return await executor.RunAsync(_rig.Attempt(payload), CancellationToken.None).WaitAsync(AttemptRig.Patience);
    }
}
