-- Locks nothing but its own new rows.
INSERT INTO {schema}.task_archive (
    id, shard, version, state, priority, created_at, due_at, next_start_at, queue, executor, name, schedule_id, labels, document, payload,
    attempt, failures, started_at, worker, cancel_requested, result_code, result_message, result_data, error, reason, finished_at, settled)
SELECT id, shard, version, state, priority, created_at, due_at, next_start_at, queue, executor, name, schedule_id, labels::jsonb, document, payload,
    attempt, failures, started_at, worker, cancel_requested, result_code, result_message, result_data, error, reason, finished_at, settled
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27) AS u (
    id, shard, version, state, attempt, failures, next_start_at, started_at, worker, cancel_requested, reason,
    result_code, result_message, result_data, error, finished_at,
    priority, created_at, due_at, queue, executor, name, schedule_id, labels, document, payload, settled)
