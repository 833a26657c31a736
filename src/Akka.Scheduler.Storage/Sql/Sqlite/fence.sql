-- Read inside the write transaction: nobody else can write until it ends.
SELECT epoch, owner_inc, log_seq, last_batch FROM shard WHERE shard_id = ?1
