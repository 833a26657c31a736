-- Locks the live rows of tasks whose attempt was opened; their shards' rows are held by the fence, so nobody else changes them.
-- The short form of update_state, for tasks that carry no result and no error: most starts.
WITH done AS (
    UPDATE {schema}.task AS t
    SET version = u.version, state = 2, attempt = u.attempt, failures = u.failures, next_start_at = u.next_start_at,
        started_at = u.started_at, worker = u.worker, cancel_requested = u.cancel_requested, reason = u.reason,
        attempt_id = u.attempt_id, attempt_started_at = u.attempt_started_at, deadline = u.deadline, fencing_token = u.fencing_token,
        result_code = NULL, result_message = NULL, result_data = NULL, error = NULL
    FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS u (
        id, shard, version, attempt, failures, next_start_at, started_at, worker, cancel_requested, reason,
        attempt_id, attempt_started_at, deadline, fencing_token)
    WHERE t.id = u.id AND t.shard = u.shard
    RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM done), $15, 'update_opened')
