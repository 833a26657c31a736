-- A change that was computed from another version than the one that is stored touches nothing.
INSERT INTO queue (name, version, max_concurrency, rate_per_second, paused_at, paused_by, paused_reason)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE ?2 = 1 OR EXISTS (SELECT 1 FROM queue AS there WHERE there.name = ?1)
ON CONFLICT (name) DO UPDATE
SET version = excluded.version, max_concurrency = excluded.max_concurrency, rate_per_second = excluded.rate_per_second,
    paused_at = excluded.paused_at, paused_by = excluded.paused_by, paused_reason = excluded.paused_reason
WHERE queue.version = excluded.version - 1
