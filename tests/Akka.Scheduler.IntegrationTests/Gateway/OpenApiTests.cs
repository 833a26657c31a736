using System.Text.Json;
using System.Text.RegularExpressions;
using Akka.Scheduler.Hosting.Gateway.Description;
using Shouldly;
using Xunit;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>The OpenAPI document says what the interface really takes and gives.</summary>
public class OpenApiTests(ServedNode gateway) : IClassFixture<ServedNode>
{
    private static readonly string[] Schemas = ["SubmitTaskRequest", "TaskTemplate", "RetrySpec", "ScheduleRequest", "TaskView", "QueuePatch", "WorkerPatch"];

    [Theory]
    [InlineData("SubmitTaskRequest", "delay")]
    [InlineData("SubmitTaskRequest", "timeout")]
    [InlineData("RetrySpec", "maxDelay")]
    [InlineData("ScheduleRequest", "every")]
    [InlineData("TaskView", "ttl")]
    public async Task A_duration_is_described_as_it_is_written(string schema, string member)
    {
        var pattern = (await SchemaAsync(schema)).GetProperty("properties").GetProperty(member).GetProperty("pattern").GetString()!;
        foreach (var good in (string[])["250ms", "1.5s", "5m", "2h", "1d", "PT10S", "P1DT2H"]) Regex.IsMatch(good, pattern).ShouldBeTrue(good);
        foreach (var bad in (string[])["00:00:10", "10", "-5s", "1w", ""]) Regex.IsMatch(bad, pattern).ShouldBeFalse(bad);
    }

    [Fact]
    public async Task The_items_of_a_list_of_durations_are_durations() =>
        (await SchemaAsync("RetrySpec")).GetProperty("properties").GetProperty("delays").GetProperty("items").GetProperty("pattern").GetString()!.ShouldContain("ms");

    [Fact]
    public async Task A_number_is_not_said_to_be_text()
    {
        var types = (await SchemaAsync("RetrySpec")).GetProperty("properties").GetProperty("maxRetries").GetProperty("type").EnumerateArray().Select(type => type.GetString());
        types.ShouldBe(["null", "integer"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_words_of_an_enum_are_listed() =>
        (await SchemaAsync("WirePriority")).GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ShouldBe(["low", "normal", "high", "urgent"]);

    [Fact]
    public async Task No_description_speaks_of_the_programs_types()
    {
        var components = (await DocumentAsync()).GetProperty("components").GetRawText();
        foreach (var type in (string[])["TimeSpan?", "DateTimeOffset?", "string? ", "IReadOnlyList", "WirePriority.", "WireRetryKind.", "&lt;", "\\u003C"]) components.ShouldNotContain(type);
        (await SchemaAsync("SubmitTaskRequest")).GetProperty("properties").GetProperty("dueAt").GetProperty("description").GetString()
            .ShouldBe("Not before this instant. Excludes `delay`; default now.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_says_what_a_refusal_looks_like()
    {
        var operations = await OperationsAsync();
        operations.Select(operation => operation.Body.GetProperty("operationId").GetString()).ShouldBeUnique();
        operations.ShouldAllBe(operation => operation.Body.GetProperty("responses").GetProperty("default").GetProperty("content")
            .GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString() == "#/components/schemas/ProblemView");
    }

    [Fact]
    public async Task What_requests_take_besides_path_and_body_is_described()
    {
        var operations = (await OperationsAsync()).ToDictionary(operation => operation.Key, operation => operation.Body);
        RequestParameter.All.Keys.Where(key => !operations.ContainsKey(key)).ShouldBeEmpty();
        foreach (var (key, parameters) in RequestParameter.All)
        {
            var described = operations[key].GetProperty("parameters").EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() != "path");
            described.Select(parameter => parameter.GetProperty("name").GetString()).ShouldBe(parameters.Select(parameter => parameter.Name), key);
        }
    }

    [Fact]
    public async Task Every_reference_leads_to_something()
    {
        var document = await DocumentAsync();
        var known = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).ToHashSet();
        Schemas.Where(name => !known.Contains(name)).ShouldBeEmpty();
        Regex.Matches(document.GetRawText(), "\"#/components/schemas/([^\"]+)\"").Select(match => match.Groups[1].Value).Distinct().Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    private Task<JsonElement> DocumentAsync() => gateway.AskAsync(HttpMethod.Get, "/openapi/v1.json", null, 200);

    private async Task<JsonElement> SchemaAsync(string name) => (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty(name);

    private async Task<List<(string Key, JsonElement Body)>> OperationsAsync() =>
        [.. (await DocumentAsync()).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))];
}
