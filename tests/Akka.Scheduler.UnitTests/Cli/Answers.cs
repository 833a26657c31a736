namespace Akka.Scheduler.UnitTests.Cli;

/// <summary>What a node answers, as JSON.</summary>
internal static class Answers
{
    public static string Task(string id = "t1", string status = "queued", string more = "") =>
        $$"""
        {"id":"{{id}}","executor":"shell","queue":"default","priority":"normal","dueAt":"2026-03-01T08:00:00Z","delivery":"atLeastOnce",
         "status":"{{status}}","attempt":1,"createdAt":"2026-03-01T08:00:00Z"{{more}}}
        """;

    public static string Schedule(string id = "s1", string cron = "*/5 * * * *") =>
        $$"""
        {"id":"{{id}}","cron":"{{cron}}","timeZone":"UTC","dayRule":"both","enabled":true,"misfire":"fireOnce","overlap":"skip","runs":3,
         "task":{"executor":"shell"},"version":1,"createdAt":"2026-03-01T08:00:00Z","nextAt":"2026-03-01T08:05:00Z"}
        """;

    public static string Log(params string[] texts) =>
        $$"""{"items":[{{string.Join(',', texts.Select((text, i) => LogLine(i + 1, text)))}}],"truncated":false}""";

    public static string LogLine(int seq, string text, string stream = "stdout") =>
        $$"""{"seq":{{seq}},"at":"2026-03-01T08:00:00Z","stream":"{{stream}}","text":"{{text}}","attempt":1}""";
}
