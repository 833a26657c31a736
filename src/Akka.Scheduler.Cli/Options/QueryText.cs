using Akka.Scheduler.Cli.Interactive;
using Akka.Scheduler.Client.Json;
using Akka.Scheduler.Client.Wire;

namespace Akka.Scheduler.Cli.Options;

/// <summary>Which tasks a command is for, as one text of words <c>name=value</c>: <c>status=failed queue=mails label=team:billing</c>.</summary>
internal static class QueryText
{
    private const string Names = "status, queue, executor, schedule, label, name, from, to";

    /// <exception cref="UsageException">A word is none of these, or its value is not good.</exception>
    public static BulkRequest Read(string text)
    {
        if (WordSplitter.Split(text, out var words) is { } broken) throw new UsageException($"--query: {broken}");
        if (words.Count == 0) throw new UsageException($"--query is empty: give words such as status=failed queue=mails; names are {Names}.");
        return words.Aggregate(new BulkRequest(), With);
    }

    private static BulkRequest With(BulkRequest query, string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var value = word[(equals + 1)..];
        return (equals < 0 ? "" : word[..equals]) switch
        {
            "status" => query with { Status = [.. query.Status ?? [], .. value.Split(',').Select(Status)] },
            "queue" => query with { Queue = value },
            "executor" => query with { Executor = value },
            "schedule" or "scheduleId" => query with { ScheduleId = value },
            "label" => query with { Label = [.. query.Label ?? [], value] },
            "name" => query with { Name = value },
            "from" => query with { From = Instant(value) },
            "to" => query with { To = Instant(value) },
            _ => throw new UsageException($"--query: '{word}' is not name=value with a name of {Names}."),
        };
    }

    private static WireStatus Status(string word) =>
        WireEnum.TryParse<WireStatus>(word, out var status) ? status : throw new UsageException($"--query: '{word}' is not one of {WireEnum.Permitted<WireStatus>()}.");

    private static DateTimeOffset Instant(string text) =>
        WireInstant.TryParse(text, out var at, out var error) ? at : throw new UsageException($"--query: {error}");
}
