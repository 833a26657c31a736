-- The sequence rises too: the term entry is an entry of the log. A batch of the former owner can no longer be taken for the last one.
UPDATE shard SET owner_id = ?2, owner_inc = ?3, epoch = epoch + 1, log_seq = log_seq + 1, last_batch = NULL
WHERE shard_id = ?1 AND (owner_inc IS NULL OR owner_inc = ?3 OR ?4)
