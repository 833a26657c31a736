-- The first twelve are those of insert_inbox, in the same order; the next eighteen those of update_state.
INSERT INTO task (shard, id, queue, executor, priority, created_at, due_at, name, schedule_id, labels, document, payload,
    state, version, next_start_at, attempt, failures, cancel_requested, started_at, finished_at, worker,
    attempt_id, attempt_started_at, deadline, fencing_token, result_code, result_message, result_data, error, reason, bucket)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31)
ON CONFLICT (id) DO NOTHING
