-- Locks its own new row; a claim of the same key meanwhile waits for this one.
INSERT INTO {schema}.idempotency_key (key, body_hash, created_at) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING
