INSERT INTO idempotency_key (key, body_hash, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING
