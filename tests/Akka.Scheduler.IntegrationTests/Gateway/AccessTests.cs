using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akka.Scheduler.Hosting.Auth;
using Akka.Scheduler.Hosting.Configuration;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>Who may call what, on a node with one token of each role.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const string Task = """{"executor":"noop","delay":"1h"}""";
    private const string Cron = """{"id":"s","cron":"0 3 * * *","task":{"executor":"noop"}}""";
    private const string Bulk = """{"name":"nobody","dryRun":true}""";
    private const string Preview = """{"cron":"0 3 * * *"}""";

    // Every address by the least role that may call it. What is there for nobody yet is refused by role before that is said.
    private static readonly (TokenRole Least, string Method, string Path, string? Body, int Status)[] Calls =
    [
        (TokenRole.Submit, "POST", "tasks", Task, 201),
        (TokenRole.Submit, "POST", "tasks/batch", $$"""{"tasks":[{{Task}}]}""", 200),
        (TokenRole.Read, "GET", "tasks", null, 200),
        (TokenRole.Read, "GET", "tasks/t", null, 200),
        (TokenRole.Read, "GET", "tasks/t/events", null, 200),
        (TokenRole.Read, "GET", "tasks/t/log", null, 200),
        (TokenRole.Read, "GET", "tasks/t/explain", null, 200),
        (TokenRole.Read, "GET", "batches/b", null, 404),
        (TokenRole.Read, "GET", "tasks/t/parts", null, 404),
        (TokenRole.Submit, "PATCH", "tasks/t", """{"priority":"high"}""", 200),
        (TokenRole.Submit, "POST", "tasks/t/cancel", null, 200),
        (TokenRole.Submit, "POST", "tasks/t/retry", null, 200),
        (TokenRole.Submit, "POST", "tasks/retry", Bulk, 200),
        (TokenRole.Submit, "POST", "tasks/cancel", Bulk, 200),
        (TokenRole.Submit, "POST", "schedules", Cron, 200),
        (TokenRole.Submit, "POST", "schedules/apply", """{"schedules":[]}""", 200),
        (TokenRole.Read, "POST", "schedules/preview", Preview, 200),
        (TokenRole.Read, "GET", "schedules", null, 200),
        (TokenRole.Read, "GET", "schedules/s", null, 200),
        (TokenRole.Read, "GET", "schedules/s/next", null, 200),
        (TokenRole.Read, "GET", "schedules/s/history", null, 200),
        (TokenRole.Read, "GET", "schedules/s/runs", null, 200),
        (TokenRole.Submit, "PUT", "schedules/s", Cron, 200),
        (TokenRole.Submit, "PATCH", "schedules/s", """{"name":"n"}""", 200),
        (TokenRole.Submit, "POST", "schedules/s/pause", null, 200),
        (TokenRole.Submit, "POST", "schedules/s/resume", null, 200),
        (TokenRole.Submit, "POST", "schedules/s/trigger", null, 201),
        (TokenRole.Submit, "POST", "schedules/s/backfill", null, 400),
        (TokenRole.Submit, "DELETE", "schedules/s", null, 204),
        (TokenRole.Submit, "PUT", "calendars/c", "{}", 201),
        (TokenRole.Read, "GET", "calendars", null, 200),
        (TokenRole.Read, "GET", "calendars/none", null, 404),
        (TokenRole.Submit, "DELETE", "calendars/c", null, 204),
        (TokenRole.Read, "GET", "queues", null, 200),
        (TokenRole.Admin, "PATCH", "queues/default", "{}", 400),
        (TokenRole.Admin, "POST", "queues/default/pause", null, 200),
        (TokenRole.Admin, "POST", "queues/default/resume", null, 200),
        (TokenRole.Read, "GET", "workers", null, 200),
        (TokenRole.Admin, "PATCH", "workers/node-1", "{}", 400),
        (TokenRole.Admin, "POST", "workers/none/drain", null, 404),
        (TokenRole.Read, "GET", "cluster", null, 200),
        (TokenRole.Read, "GET", "cluster/shards", null, 200),
        (TokenRole.Admin, "POST", "cluster/nodes/node-9/leave", null, 404),
        (TokenRole.Admin, "POST", "cluster/nodes/node-9/down", null, 404),
        (TokenRole.Read, "GET", "stats", null, 200),
        (TokenRole.Read, "GET", "events", null, 200),
        (TokenRole.Read, "GET", "/metrics", null, 200),
        (TokenRole.Read, "GET", "/openapi/v1.json", null, 200),
        (TokenRole.Read, "GET", "/", null, 200),
        (TokenRole.Read, "GET", "frobnicate", null, 404),
        (TokenRole.Read, "DELETE", "stats", null, 405),
    ];

    private ServedNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await ServedNode.StartAsync(options => options with
        {
            Auth = new() { Enabled = true, Tokens = [.. Enum.GetValues<TokenRole>().Select(role => new AuthToken($"{role}", HashOf(role), role))] },
        });
        await _node.AskAsync(HttpMethod.Post, "tasks", """{"id":"t","executor":"noop","delay":"1h"}""", 201, Bearer(TokenRole.Admin));
        await _node.AskAsync(HttpMethod.Post, "schedules", Cron, 201, Bearer(TokenRole.Admin));
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public void The_table_holds_every_address_with_its_role()
    {
        var endpoints = _node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var held = Calls.Select(call => $"{call.Method} {call.Least} {(call.Path.StartsWith('/') ? call.Path : $"/api/v1/{call.Path}")}").ToHashSet();

        foreach (var endpoint in endpoints)
        {
            var policy = endpoint.Metadata.GetMetadata<AccessPolicy>()!;
            if (policy.Anonymous) continue;
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                held.Any(call => Matches(endpoint, $"{method} {policy.Role} ", call)).ShouldBeTrue($"{method} {endpoint.RoutePattern.RawText} for {policy.Role}");
        }
    }

    [Fact]
    public async Task Nobody_is_let_in_without_a_known_token()
    {
        var before = await _node.CountAsync();
        (string, string)[] wrong = [("Authorization", "Bearer guessed"), ("Authorization", "Bearer "), ("Authorization", $"Basic {TokenOf(TokenRole.Admin)}")];
        foreach (var call in Calls)
        {
            foreach (var headers in ((string, string)[][])[[], .. wrong.Select(header => new[] { header })])
            {
                using var response = await _node.SendAsync(new(call.Method), call.Path, call.Body, headers);
                await RefusedAsync(response, 401, "unauthenticated", call.Path);
                response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            }
        }

        (await _node.CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_role_is_refused_what_needs_a_higher_one()
    {
        var before = await _node.CountAsync();
        foreach (var role in Enum.GetValues<TokenRole>())
        {
            foreach (var call in Calls.Where(call => call.Least > role))
            {
                using var response = await _node.SendAsync(new(call.Method), call.Path, call.Body, Bearer(role));
                await RefusedAsync(response, 403, "forbidden", $"{role} {call.Path}");
            }
        }

        (await _node.CountAsync()).ShouldBe(before);
        (await _node.AskAsync(HttpMethod.Get, "tasks/t", null, 200, Bearer(TokenRole.Read))).GetProperty("status").GetString().ShouldBe("pending");
    }

    [Theory]
    [InlineData("Read")]
    [InlineData("Submit")]
    [InlineData("Admin")]
    public async Task A_role_may_do_its_own_and_what_lower_ones_may(string name)
    {
        var role = Enum.Parse<TokenRole>(name);
        foreach (var call in Calls.Where(call => call.Least <= role))
        {
            using var request = new HttpRequestMessage(new(call.Method), call.Path);
            request.Headers.Authorization = new("Bearer", TokenOf(role));
            if (call.Body is not null) request.Content = new StringContent(call.Body, Encoding.UTF8, "application/json");
            // The stream of events has no end: its head is the answer.
            using var response = await _node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            ((int)response.StatusCode).ShouldBe(call.Status, $"{call.Method} {call.Path}");
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_told_to_anybody(string path)
    {
        using var response = await _node.SendAsync(HttpMethod.Get, path);
        ((int)response.StatusCode).ShouldBe(200);
    }

    private static bool Matches(RouteEndpoint endpoint, string start, string call) =>
        call.StartsWith(start, StringComparison.Ordinal)
        && new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), []).TryMatch(call[start.Length..], []);

    private static string TokenOf(TokenRole role) => $"token-of-{role}";

    private static Secret HashOf(TokenRole role) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TokenOf(role)))));

    private static (string Name, string Value) Bearer(TokenRole role) => ("Authorization", $"Bearer {TokenOf(role)}");

    private static async Task RefusedAsync(HttpResponseMessage response, int status, string code, string what)
    {
        ((int)response.StatusCode).ShouldBe(status, what);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", what);
        var problem = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());
        problem.GetProperty("code").GetString().ShouldBe(code, what);
    }
}
