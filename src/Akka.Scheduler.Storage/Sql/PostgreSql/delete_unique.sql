-- Locks the rows that it removes, a bounded piece at a time; one that a commit is about to claim is left to it.
DELETE FROM {schema}.unique_key WHERE key = ANY (ARRAY(
    SELECT key FROM {schema}.unique_key WHERE until < $1 ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED))
