DELETE FROM idempotency_key WHERE key IN (SELECT key FROM idempotency_key INDEXED BY idempotency_key_created WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)
