SELECT body_hash FROM idempotency_key WHERE key = ?1
