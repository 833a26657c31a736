namespace Akka.Scheduler.IntegrationTests.Storage.PostgreSql;

/// <summary>Fences with one part taken out. A test that holds with the real fence and also with one of these proves nothing.</summary>
internal static class BrokenFence
{
    private const string Head = """
        CREATE OR REPLACE FUNCTION scheduler.fence_many(
            p_shards int[], p_epochs bigint[], p_incs uuid[], p_expected bigint[], p_previous uuid[], p_batches uuid[], p_running_until timestamptz[])
        RETURNS void LANGUAGE plpgsql AS $$

        """;

    /// <summary>Looks at the row, and neither locks nor changes it.</summary>
    public const string WithoutLock = Head + """
        BEGIN
            IF EXISTS (SELECT FROM unnest(p_shards, p_epochs, p_incs) AS u(shard, epoch, inc)
                       JOIN scheduler.shard AS s ON s.shard_id = u.shard
                       WHERE s.epoch <> u.epoch OR s.owner_inc IS DISTINCT FROM u.inc) THEN
                RAISE EXCEPTION 'fenced' USING ERRCODE = 'SH001', DETAIL = p_shards[1] || ':SH001';
            END IF;
        END $$;
        """;

    /// <summary>Locks and compares epoch and owner, and does not know a batch that it has seen.</summary>
    public const string WithoutSequence = Head + """
        BEGIN
            PERFORM 1 FROM scheduler.shard WHERE shard_id = ANY (p_shards) ORDER BY shard_id FOR UPDATE;
            IF EXISTS (SELECT FROM unnest(p_shards, p_epochs, p_incs) AS u(shard, epoch, inc)
                       JOIN scheduler.shard AS s ON s.shard_id = u.shard
                       WHERE s.epoch <> u.epoch OR s.owner_inc IS DISTINCT FROM u.inc) THEN
                RAISE EXCEPTION 'fenced' USING ERRCODE = 'SH001', DETAIL = p_shards[1] || ':SH001';
            END IF;
            UPDATE scheduler.shard SET log_seq = log_seq + 1 WHERE shard_id = ANY (p_shards);
        END $$;
        """;

    /// <summary>For a single shard: compares epoch, owner and sequence, and does not look at the batch before.</summary>
    public const string WithoutChain = Head + """
        BEGIN
            PERFORM 1 FROM scheduler.shard WHERE shard_id = ANY (p_shards) ORDER BY shard_id FOR UPDATE;
            IF EXISTS (SELECT FROM unnest(p_shards, p_epochs, p_incs, p_expected) AS u(shard, epoch, inc, expected)
                       JOIN scheduler.shard AS s ON s.shard_id = u.shard
                       WHERE s.epoch <> u.epoch OR s.owner_inc IS DISTINCT FROM u.inc OR s.log_seq <> u.expected) THEN
                RAISE EXCEPTION 'fenced' USING ERRCODE = 'SH001', DETAIL = p_shards[1] || ':SH001';
            END IF;
            UPDATE scheduler.shard SET log_seq = log_seq + 1, last_batch = p_batches[1] WHERE shard_id = ANY (p_shards);
        END $$;
        """;

    /// <summary>Lets everything pass.</summary>
    public const string None = Head + """
        BEGIN
            UPDATE scheduler.shard SET log_seq = log_seq + 1 WHERE shard_id = ANY (p_shards);
        END $$;
        """;
}
