-- Locks and removes live rows, and writes their specification, as it stands there, with their last run state to the archive.
WITH gone AS (
    DELETE FROM {schema}.task AS t
    USING unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS u (
        id, shard, version, state, attempt, failures, next_start_at, started_at, worker, cancel_requested, reason,
        result_code, result_message, result_data, error, finished_at)
    WHERE t.id = u.id AND t.shard = u.shard
    RETURNING t.created_at, t.due_at, u.next_start_at, u.finished_at, u.started_at, t.shard, u.version, u.attempt, u.failures, u.result_code,
        u.state, t.priority, u.cancel_requested, t.id, t.queue, t.executor, t.name, t.schedule_id, u.worker, u.reason, t.labels, t.document,
        t.payload, u.result_message, u.result_data, u.error, t.settled),
kept AS (
    INSERT INTO {schema}.task_archive (
        created_at, due_at, next_start_at, finished_at, started_at, shard, version, attempt, failures, result_code,
        state, priority, cancel_requested, id, queue, executor, name, schedule_id, worker, reason, labels, document,
        payload, result_message, result_data, error, settled)
    SELECT * FROM gone
    RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM kept), $17, 'move_to_archive')
