SELECT h.seq, h.type, h.from_state, h.to_state, h.attempt, h.attempt_id, h.at, h.detail, h.log_seq, h.epoch, o.owner_id
FROM history AS h JOIN shard_term AS o ON o.shard_id = h.shard AND o.epoch = h.epoch
WHERE h.task_id = ?1 AND h.shard = ?2
ORDER BY h.position
