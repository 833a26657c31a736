INSERT INTO history (shard, log_seq, op_no, epoch, at, type, task_id, seq, from_state, to_state, attempt, attempt_id, detail)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
