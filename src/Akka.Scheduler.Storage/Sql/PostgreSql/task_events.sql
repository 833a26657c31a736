-- Locks nothing. Looks into each day's index once.
SELECT h.seq, h.type, h.from_state, h.to_state, h.attempt, h.attempt_id, h.at, h.detail, h.shard, h.log_seq, h.epoch, coalesce(o.owner_id, '')
FROM {schema}.history AS h
LEFT JOIN {schema}.shard_term AS o ON o.shard_id = h.shard AND o.epoch = h.epoch
WHERE h.task_id = $1 AND h.shard = $2
ORDER BY h.log_seq, h.op_no
