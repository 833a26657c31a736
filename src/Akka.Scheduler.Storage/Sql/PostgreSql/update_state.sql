-- Locks the live rows that it changes; their shards' rows are held by the fence, so nobody else changes them.
WITH done AS (
    UPDATE {schema}.task AS t
    SET version = u.version, state = u.state, attempt = u.attempt, failures = u.failures, next_start_at = u.next_start_at,
        started_at = u.started_at, worker = u.worker, cancel_requested = u.cancel_requested, reason = u.reason,
        result_code = u.result_code, result_message = u.result_message, result_data = u.result_data, error = u.error,
        attempt_id = u.attempt_id, attempt_started_at = u.attempt_started_at, deadline = u.deadline, fencing_token = u.fencing_token
    FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) AS u (
        id, shard, version, state, attempt, failures, next_start_at, started_at, worker, cancel_requested, reason,
        result_code, result_message, result_data, error, attempt_id, attempt_started_at, deadline, fencing_token)
    WHERE t.id = u.id AND t.shard = u.shard
    RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM done), $20, 'update_state')
