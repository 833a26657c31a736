-- Locks nothing. A statement of its own after claim_key, so that it sees a claim which that one had to wait for.
SELECT body_hash FROM {schema}.idempotency_key WHERE key = $1
