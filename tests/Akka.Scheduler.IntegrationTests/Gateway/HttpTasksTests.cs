using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Tasks of the executor <c>http</c>, submitted over HTTP, against a server of the test's own.</summary>
public sealed class HttpTasksTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(DateTimeOffset At, string Attempt)>> _calls = new();
    private WebApplication _target = null!;
    private ServedNode _node = null!;
    private string _url = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _target = builder.Build();
        _target.Run(AnswerAsync);
        await _target.StartAsync();
        _url = _target.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _node = await ServedNode.StartAsync(options => options with { Executors = options.Executors with { Http = new() { AllowedHosts = ["127.0.0.1"] } } });
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task A_good_answer_is_the_result()
    {
        var task = await RunAsync("ok", $"{_url}/200");

        task.GetProperty("status").GetString().ShouldBe("succeeded");
        task.GetProperty("result").GetProperty("code").GetInt32().ShouldBe(200);
        task.GetProperty("result").GetProperty("data").GetString().ShouldBe("answer 200");
        Calls("ok").Single().Attempt.ShouldBe("1");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_fault_of_the_caller_fails_for_good(int status)
    {
        var task = await RunAsync($"bad-{status}", $"{_url}/{status}");

        task.GetProperty("status").GetString().ShouldBe("failed");
        task.GetProperty("attempt").GetInt32().ShouldBe(1);
        task.GetProperty("result").GetProperty("code").GetInt32().ShouldBe(status);
        Calls($"bad-{status}").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_fault_of_the_server_is_tried_again_until_the_retries_are_used_up(int status)
    {
        var task = await RunAsync($"down-{status}", $"{_url}/{status}");

        task.GetProperty("status").GetString().ShouldBe("failed");
        task.GetProperty("attempt").GetInt32().ShouldBe(3);
        Calls($"down-{status}").Select(call => call.Attempt).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task The_server_says_when_to_come_again()
    {
        var task = await RunAsync("later", $"{_url}/once?status=503&retryAfter=2");

        task.GetProperty("status").GetString().ShouldBe("succeeded");
        var calls = Calls("later").ToArray();
        calls.Length.ShouldBe(2);
        // The retry's own delay is 10 ms.
        (calls[1].At - calls[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("http://10.1.2.3/", "allow-private-networks")]
    [InlineData("http://192.168.1.1:8080/", "allow-private-networks")]
    [InlineData("http://169.254.169.254/latest/meta-data", "allowed-hosts")]
    [InlineData("http://[::1]/", "allowed-hosts")]
    [InlineData("http://localhost/", "allowed-hosts")]
    public async Task A_private_address_is_refused_for_good_and_the_key_that_opens_it_is_named(string url, string key)
    {
        var task = await RunAsync("inside", url);

        task.GetProperty("status").GetString().ShouldBe("failed");
        task.GetProperty("attempt").GetInt32().ShouldBe(1);
        task.GetProperty("error").GetString()!.ShouldContain($"scheduler.executors.http.{key}");
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_given_up_and_may_be_tried_again()
    {
        var task = await RunAsync("hangs", $"{_url}/hang", ""","timeout":"500ms" """);

        task.GetProperty("status").GetString().ShouldBe("failed");
        task.GetProperty("attempt").GetInt32().ShouldBe(3);
        Calls("hangs").Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_call_under_way_is_cancelled()
    {
        await SubmitAsync("stuck", $"{_url}/hang");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Calls("stuck").IsEmpty) await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);

        await _node.AskAsync(HttpMethod.Post, "tasks/stuck/cancel", null, 200);

        (await EndAsync("stuck")).GetProperty("status").GetString().ShouldBe("cancelled");
        Calls("stuck").Count.ShouldBe(1);
    }

    private ConcurrentQueue<(DateTimeOffset At, string Attempt)> Calls(string task) => _calls.GetOrAdd(task, _ => new());

    private async Task<JsonElement> RunAsync(string id, string url, string more = "")
    {
        await SubmitAsync(id, url, more);
        return await EndAsync(id);
    }

    private Task<JsonElement> SubmitAsync(string id, string url, string more = "") => _node.AskAsync(
        HttpMethod.Post, "tasks", $$$"""{"id":"{{{id}}}","executor":"http","payload":{"url":"{{{url}}}"},"retry":{"maxRetries":2,"delay":"10ms"}{{{more}}}}""", 201);

    private Task<JsonElement> EndAsync(string id) => _node.AskAsync(HttpMethod.Get, $"tasks/{id}?wait=60s", null, 200);

    // The path is the status; "once" fails the first time only; "hang" answers when the caller has gone.
    private async Task AnswerAsync(HttpContext context)
    {
        var task = context.Request.Headers["X-Scheduler-Task-Id"].ToString();
        var calls = Calls(task);
        calls.Enqueue((TimeProvider.System.GetUtcNow(), context.Request.Headers["X-Scheduler-Attempt"].ToString()));
        var path = context.Request.Path.Value!.Trim('/');
        if (path == "hang")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return;
        }

        if (path == "once" && calls.Count == 1)
        {
            context.Response.StatusCode = int.Parse(context.Request.Query["status"]!, System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.RetryAfter = context.Request.Query["retryAfter"];
            return;
        }

        context.Response.StatusCode = path == "once" ? 200 : int.Parse(path, System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.WriteAsync($"answer {context.Response.StatusCode}");
    }
}
