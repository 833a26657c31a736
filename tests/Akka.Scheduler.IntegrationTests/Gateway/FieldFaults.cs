using System.Reflection;
using System.Text.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.IntegrationTests.Gateway;

/// <summary>A value that a field must not have.</summary>
/// <param name="Field">The field, as a problem names it.</param>
/// <param name="Json">The value.</param>
/// <param name="Named">What the problem names where that is not the field itself.</param>
internal sealed record FieldFault(string Field, string Json, string? Named = null)
{
    public string Expected => Named ?? Field;
}

/// <summary>What no field of a document may hold: of each one the wrong type, which follows from its own, and what is out of its range.</summary>
internal static class FieldFaults
{
    private const string FarOff = "\"9999-12-31T00:00:00Z\"";
    private const string Long = "\"40000d\"";

    /// <summary>What the fields of a task that any task has must not hold.</summary>
    public static IReadOnlyList<FieldFault> OfTask { get; } =
    [
        new("name", Text(201)), new("name", "\"a\\u0000b\""),
        new("labels", "{\"\":\"v\"}"), new("labels", Pairs(65)), new("labels", $"{{\"k\":{Text(501)}}}", "labels.k"), new("labels", "{\"k\":5}", "labels.k"),
        new("requires", "{\"\":\"v\"}"), new("requires", $"{{\"k\":{Text(501)}}}", "requires.k"),
        new("executor", "\"nope\""), new("executor", "null"),
        new("payload", "{\"what\":1}", "payload.what"), new("payload", $"{{\"fail\":{Text(300_000)}}}"),
        new("queue", "\"\""), new("queue", "\"a b\""), new("queue", Text(101)),
        new("ttl", "\"0s\""), new("ttl", "\"-1s\""), new("ttl", Long),
        new("timeout", "\"0s\""), new("timeout", "\"8d\""),
        new("totalTimeout", "\"0s\""), new("totalTimeout", Long),
        new("retry", "{\"frob\":1}", "retry.frob"),
        new("uniqueKey", "\"\""), new("uniqueKey", Text(201)),
        new("uniqueFor", "\"1s\""),
        new("concurrencyKey", "\"\""), new("concurrencyKey", "\"k\""),
        new("maxConcurrency", "1"), new("maxConcurrency", "0"), new("maxConcurrency", "1000001"), new("maxConcurrency", "1.5"),
        new("ratePerSecond", "0"), new("ratePerSecond", "1000001"), new("ratePerSecond", "1"),
        new("fairnessKey", "\"\""), new("fairnessKey", Text(201)),
        new("dependsOn", "[\"a\",\"a\"]", "dependsOn[1]"), new("dependsOn", "[\"a\\u0007\"]", "dependsOn[0]"), new("dependsOn", "[5]", "dependsOn[0]"), new("onDependencyFailure", "\"run\""),
    ];

    /// <summary>What the fields of a submission alone must not hold.</summary>
    public static IReadOnlyList<FieldFault> OfSubmission { get; } =
    [
        new("id", "\"\""), new("id", "\"a\\u0007b\""), new("id", Text(301)),
        new("dueAt", FarOff), new("dueAt", "\"1969-12-31T23:59:59Z\""),
        new("delay", "\"-1s\""), new("delay", Long),
        new("deadline", FarOff), new("deadline", "\"2020-01-01T00:00:00Z\""),
        new("onConflict", "\"replace\""),
        new("fanOut", "{\"parts\":0}", "fanOut.parts"), new("fanOut", "{\"parts\":10001}", "fanOut.parts"), new("fanOut", "{\"parts\":\"two\"}", "fanOut.parts"), new("fanOut", "{}", "fanOut.parts"),
        new("fanOut", "{\"parts\":2,\"onPartFailure\":\"hope\"}", "fanOut.onPartFailure"), new("fanOut", "{\"parts\":2,\"reduce\":{\"executor\":\"nope\"}}", "fanOut.reduce.executor"),
        new("broadcast", "{\"requires\":5}", "broadcast.requires"), new("broadcast", "{\"onPartFailure\":\"hope\"}", "broadcast.onPartFailure"),
        new("broadcast", "{\"reduce\":{\"executor\":\"nope\"}}", "broadcast.reduce.executor"),
        new("onSuccess", "{\"executor\":\"nope\"}", "onSuccess.executor"), new("onFailure", "{\"executor\":\"noop\",\"ttl\":\"0s\"}", "onFailure.ttl"),
        new("onFinish", "{\"executor\":\"noop\",\"queue\":\"a b\"}", "onFinish.queue"),
    ];

    /// <summary>What the fields of a retry rule must not hold.</summary>
    public static IReadOnlyList<FieldFault> OfRetry { get; } =
    [
        new("maxRetries", "-1"), new("maxRetries", "1001"), new("maxRetries", "0.5"),
        new("delay", "\"-1s\""), new("delay", "\"367d\""), new("backoffRate", "0.9"), new("backoffRate", "101"),
        new("delays", "[]"), new("delays", "[\"1s\",\"-1s\"]", "delays[1]"), new("delays", "[5]", "delays[0]"),
        new("maxDelay", "\"-1s\""), new("maxDelay", "\"367d\""), new("jitter", "-0.1"), new("jitter", "1.1"),
        new("retryable", "[\"\"]", "retryable[0]"), new("retryable", $"[{Text(201)}]", "retryable[0]"), new("nonRetryable", "[\"a b\"]", "nonRetryable[0]"),
    ];

    /// <summary>What the fields of a schedule must not hold; beside them it has <c>every</c>.</summary>
    public static IReadOnlyList<FieldFault> OfSchedule { get; } =
    [
        new("id", "\"another\""), new("name", Text(201)),
        new("every", "\"99ms\""), new("every", "\"-5s\""), new("every", "\"40000d\""), new("every", "\"1.5ms\""),
        new("phase", "\"-1s\""), new("phase", "\"2h\""),
        new("cron", "\"* * * * *\""), new("at", "\"2030-01-01T00:00:00Z\"", "cron"),
        new("timeZone", "\"Mars/Olympus\""), new("timeZone", "\"\""), new("dayRule", "\"either\""),
        new("maxRuns", "0"), new("maxRuns", "-1"), new("jitter", "\"-1s\""), new("jitter", "\"25h\""),
        new("catchUpWindow", "\"-1s\""), new("catchUpWindow", "\"40000d\""),
        new("calendars", "[\"\"]", "calendars[0]"), new("calendars", "[\"nobody-made-it\"]", "calendars"),
        new("task", "{\"executor\":\"nope\"}", "task.executor"), new("task", "{}", "task.executor"),
    ];

    /// <summary>What the fields of a calendar must not hold.</summary>
    public static IReadOnlyList<FieldFault> OfCalendar { get; } =
    [
        new("dates", "[\"2026-02-30\"]", "dates[0]"), new("dates", "[\"2026-01-01\",\"soon\"]", "dates[1]"), new("dates", "[5]", "dates[0]"),
        new("ranges", "[{\"from\":\"2026-02-02\",\"to\":\"2026-02-01\"}]", "ranges[0].to"), new("ranges", "[{\"from\":\"2026-02-02\"}]", "ranges[0].to"),
        new("ranges", "[{\"from\":\"2026-02-02\",\"to\":\"2026-02-03T00:00:00Z\"}]", "ranges[0].from"), new("ranges", "[{\"from\":\"a\",\"to\":\"b\",\"c\":1}]", "ranges[0].c"),
        new("timeZone", "\"Mars/Olympus\""),
    ];

    /// <summary>What the limits of a queue must not hold.</summary>
    public static IReadOnlyList<FieldFault> OfQueue { get; } =
    [
        new("maxConcurrency", "-1"), new("maxConcurrency", "1000001"), new("maxConcurrency", "2.5"), new("ratePerSecond", "-1"), new("ratePerSecond", "0.00001"), new("ratePerSecond", "1000001"),
    ];

    /// <summary>What a change of a task must not hold.</summary>
    public static IReadOnlyList<FieldFault> OfPatch { get; } = [new("dueAt", FarOff), new("dueAt", "\"1969-12-31T23:59:59Z\""), new("labels", "{\"\":\"v\"}"), new("labels", $"{{\"k\":{Text(501)}}}", "labels.k")];

    /// <summary>A value of another type than the field's, for every field of a document.</summary>
    public static IEnumerable<FieldFault> OfTypes(Type document) =>
        from member in Members(document)
        where member.PropertyType != typeof(JsonElement?)
        select new FieldFault(NameOf(member), WrongFor(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType));

    /// <summary>The fields of a document.</summary>
    public static IEnumerable<string> Fields(Type document) => Members(document).Select(NameOf);

    private static IEnumerable<PropertyInfo> Members(Type document) => document.GetProperties().Where(member => member.CanWrite);

    private static string NameOf(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static string WrongFor(Type type) =>
        type.IsEnum ? "\"frob\""
        : type == typeof(string) || type == typeof(TimeSpan) || typeof(TaskSpec).IsAssignableFrom(type) || type.IsGenericType ? "5"
        : "\"soon\"";

    private static string Text(int length) => $"\"{new string('x', length)}\"";

    private static string Pairs(int count) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":\"v\""))}}}";
}
