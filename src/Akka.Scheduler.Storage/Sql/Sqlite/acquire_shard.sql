-- The sequence rises too: the term entry is an entry of the log. Its id is what the first batch must follow.
UPDATE shard SET owner_id = ?2, owner_inc = ?3, epoch = epoch + 1, log_seq = log_seq + 1, last_batch = ?5
WHERE shard_id = ?1 AND (owner_inc IS NULL OR owner_inc = ?3 OR ?4)
