using System.Collections.Concurrent;

namespace Akka.Scheduler.Storage.Sqlite;

/// <summary>The embedded statements by name, with the lists that several of them share filled in.</summary>
internal static class SqliteSql
{
    // In the order in which TaskRows reads them.
    private const string SpecColumns =
        "t.id, t.queue, t.executor, t.priority, t.created_at, t.due_at, t.name, t.schedule_id, t.labels, t.document";

    private const string StateColumns = """
        t.state, t.version, t.next_start_at, t.attempt, t.failures, t.cancel_requested, t.started_at, t.finished_at, t.worker,
        t.attempt_id, t.attempt_started_at, t.deadline, t.fencing_token, t.result_code, t.result_message, t.result_data, t.error, t.reason,
        t.bucket, t.blocked, t.settled
        """;

    private const string Filter = """
        (?4 IS NULL OR t.queue = ?4) AND (?5 IS NULL OR t.executor = ?5) AND (?6 IS NULL OR t.schedule_id = ?6) AND (?7 IS NULL OR t.name = ?7)
        AND (?8 IS NULL OR NOT EXISTS (
            SELECT 1 FROM json_each(?8) AS wanted WHERE NOT EXISTS (
                SELECT 1 FROM json_each(t.labels) AS label WHERE label.key = wanted.key AND label.value = wanted.value)))
        AND (?14 IS NULL OR EXISTS (SELECT 1 FROM json_each(t.document, '$.after.on') AS parent WHERE parent.value = ?14))
        AND t.created_at >= ?9 AND t.created_at < ?10
        """;

    private static readonly ConcurrentDictionary<string, string> Texts = new();

    /// <summary>The statement <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string Text(string name) => Texts.GetOrAdd(name, static each => Embedded($"Sql/Sqlite/{each}.sql")
        .Replace("{task_columns}", $"{SpecColumns}, coalesce(l.payload, t.payload), {StateColumns}", StringComparison.Ordinal)
        .Replace("{inbox_columns}", $"{SpecColumns}, t.payload", StringComparison.Ordinal)
        .Replace("{filter}", Filter, StringComparison.Ordinal));

    /// <summary>An embedded file's text.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Embedded(string name)
    {
        using var stream = typeof(SqliteSql).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"there is no embedded file '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
