using System.Collections.Concurrent;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>The embedded statements of one schema, by name. Names of schema and columns are put in here, once; everything else is a parameter.</summary>
internal sealed class SqlText(string schema)
{
    // In the order in which TaskRows reads them.
    private const string LiveColumns = """
        t.id, t.name, t.labels::text AS labels, t.executor, t.payload, t.queue, t.priority, t.due_at, t.created_at, t.schedule_id, t.document,
        t.state, t.version, t.next_start_at, t.attempt, t.failures, t.started_at, t.worker, t.cancel_requested,
        t.result_code, t.result_message, t.result_data, t.error, t.reason, NULL::timestamptz AS finished_at,
        t.attempt_id, t.attempt_started_at, t.deadline, t.fencing_token, t.bucket, t.blocked, t.settled
        """;

    private const string ArchiveColumns = """
        t.id, t.name, t.labels::text AS labels, t.executor, t.payload, t.queue, t.priority, t.due_at, t.created_at, t.schedule_id, t.document,
        t.state, t.version, t.next_start_at, t.attempt, t.failures, t.started_at, t.worker, t.cancel_requested,
        t.result_code, t.result_message, t.result_data, t.error, t.reason, t.finished_at,
        NULL::uuid AS attempt_id, NULL::timestamptz AS attempt_started_at, NULL::timestamptz AS deadline, NULL::bigint AS fencing_token,
        NULL::int AS bucket, 0 AS blocked, t.settled
        """;

    // What waits in the inbox shows as pending, with version 0.
    private const string InboxColumns = """
        t.task_id AS id, t.name, t.labels::text AS labels, t.executor, t.payload, t.queue, t.priority, t.due_at, t.created_at, t.schedule_id, t.document,
        1::smallint AS state, 0 AS version, t.due_at AS next_start_at, 0 AS attempt, 0 AS failures, NULL::timestamptz AS started_at,
        NULL::text AS worker, 0::smallint AS cancel_requested, NULL::int AS result_code, NULL::text AS result_message, NULL::text AS result_data,
        NULL::text AS error, NULL::text AS reason, NULL::timestamptz AS finished_at,
        NULL::uuid AS attempt_id, NULL::timestamptz AS attempt_started_at, NULL::timestamptz AS deadline, NULL::bigint AS fencing_token,
        NULL::int AS bucket, 0 AS blocked, NULL::text AS settled
        """;

    // Which history of which database. The timeline is that of the log which is being written: what the last checkpoint says may be older.
    private const string Identity =
        "(SELECT system_identifier FROM pg_control_system())::text, substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

    private readonly ConcurrentDictionary<string, string> _texts = new();

    /// <summary>The schema's plain name.</summary>
    public string Schema => schema;

    /// <summary>The statement <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public string this[string name] => _texts.GetOrAdd(name, static (n, s) => Fill(Embedded($"Sql/PostgreSql/{n}.sql"), s), schema);

    /// <summary>Puts the schema's name and the column lists into a text.</summary>
    public static string Fill(string text, string schema) => text
        .Replace("{live_columns}", LiveColumns, StringComparison.Ordinal)
        .Replace("{archive_columns}", ArchiveColumns, StringComparison.Ordinal)
        .Replace("{inbox_columns}", InboxColumns, StringComparison.Ordinal)
        .Replace("{identity}", Identity, StringComparison.Ordinal)
        .Replace("{schema_name}", schema, StringComparison.Ordinal)
        .Replace("{schema}", $"\"{schema}\"", StringComparison.Ordinal);

    /// <summary>An embedded file's text.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Embedded(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"there is no embedded file '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
