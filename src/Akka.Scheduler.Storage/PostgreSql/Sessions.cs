using Npgsql;

namespace Akka.Scheduler.Storage.PostgreSql;

/// <summary>The pools of a store. They are apart so that a flood of reads, or stuck commits, can never keep the lease from its connection.</summary>
internal sealed class Sessions : IAsyncDisposable
{
    private const int LeaseConnections = 2;
    private const int MemberConnections = 2;

    // Connecting for longer is worth less than the next try.
    private static readonly TimeSpan LeaseConnect = TimeSpan.FromSeconds(2);

    // What a node does first, while it and its machine may still be busy with its start.
    private static readonly TimeSpan StartConnect = TimeSpan.FromSeconds(15);

    // Statements that stay prepared on a connection: more than there are.
    private const int Prepared = 64;

    // A session that makes no progress, or whose client is gone, gives its locks back within seconds. Timeouts of the server are in milliseconds.
    private const string Everywhere =
        "-c synchronous_commit=on -c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=2000 "
        + "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=8000 "
        + "-c client_connection_check_interval=1000 -c jit=off -c search_path=pg_catalog";

    // The statements of a commit join a few thousand ids to an index. One plan, made once, must be right at any table size: a nested loop.
    private const string Committing =
        " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    // A migration is a transaction of many steps, whose client may be slow between them where many start at once. It is no shard's row that it holds.
    private const string Migrating = " -c idle_in_transaction_session_timeout=60000";

    public Sessions(PostgreSqlStoreOptions options)
    {
        var lease = options with { ConnectTimeout = options.ConnectTimeout < LeaseConnect ? options.ConnectTimeout : LeaseConnect };
        Commits = Source(options, "commits", options.Writers, Prepared, Committing);
        Lease = Source(lease, "lease", LeaseConnections, Prepared, "");
        var start = options with { ConnectTimeout = options.ConnectTimeout > StartConnect ? options.ConnectTimeout : StartConnect };
        Members = Source(start, "members", MemberConnections, Prepared, "");
        Reads = Source(options, "reads", options.ReadPoolSize, Prepared, "");
        Housekeeping = Source(start, "housekeeping", 1, 0, Migrating);
    }

    /// <summary>For the writers, one each.</summary>
    public NpgsqlDataSource Commits { get; }

    /// <summary>For renewals alone.</summary>
    public NpgsqlDataSource Lease { get; }

    /// <summary>For everything else about members.</summary>
    public NpgsqlDataSource Members { get; }

    /// <summary>For everything else.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <summary>For migrations and partitions, whose statements are rare and not prepared.</summary>
    public NpgsqlDataSource Housekeeping { get; }

    public async ValueTask DisposeAsync()
    {
        await Commits.DisposeAsync();
        await Lease.DisposeAsync();
        await Members.DisposeAsync();
        await Reads.DisposeAsync();
        await Housekeeping.DisposeAsync();
    }

    private static NpgsqlDataSource Source(PostgreSqlStoreOptions options, string purpose, int connections, int prepared, string settings)
    {
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        text.ApplicationName = $"{(string.IsNullOrEmpty(text.ApplicationName) ? "scheduler" : text.ApplicationName)}/{purpose}";
        text.Options = $"{text.Options} {Everywhere}{settings}".Trim();
        text.SearchPath = null;
        text.Pooling = true;
        text.MinPoolSize = 0;
        text.MaxPoolSize = connections;
        text.MaxAutoPrepare = prepared;
        text.AutoPrepareMinUsages = 1;
        text.NoResetOnClose = true;
        // The offending shards of a fenced group are told in the error's detail.
        text.IncludeErrorDetail = true;
        text.Timeout = (int)Math.Ceiling(options.ConnectTimeout.TotalSeconds);
        text.CommandTimeout = (int)Math.Ceiling(options.CommitTimeout.TotalSeconds);
        text.CancellationTimeout = 500;
        text.Enlist = false;
        return new NpgsqlDataSourceBuilder(text.ConnectionString).Build();
    }
}
