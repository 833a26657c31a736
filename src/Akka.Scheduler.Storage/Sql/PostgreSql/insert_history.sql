-- Locks nothing but its own new rows. Empty uuids and zero states stand for absent ones: arrays without nulls are the cheaper ones.
INSERT INTO {schema}.history (at, log_seq, epoch, shard, op_no, seq, attempt, type, from_state, to_state, attempt_id, task_id, detail)
SELECT at, log_seq, epoch, shard, op_no, nullif(seq, 0), attempt, type, nullif(from_state, 0::smallint), nullif(to_state, 0::smallint),
       nullif(attempt_id, '00000000-0000-0000-0000-000000000000'::uuid), task_id, detail
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    AS u (at, log_seq, epoch, shard, op_no, seq, attempt, type, from_state, to_state, attempt_id, task_id, detail)
