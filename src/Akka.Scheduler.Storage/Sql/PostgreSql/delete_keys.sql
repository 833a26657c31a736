-- Locks the rows that it removes, a bounded piece at a time.
DELETE FROM {schema}.idempotency_key WHERE ctid = ANY (ARRAY(SELECT ctid FROM {schema}.idempotency_key WHERE created_at < $1 LIMIT $2))
