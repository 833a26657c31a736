-- Locks nothing but its own new row: a commit without steps leaves its mark, so that the shard's log has no gap.
INSERT INTO {schema}.history (at, log_seq, epoch, shard, op_no, attempt, type, detail) VALUES ($1, $2, $3, $4, 0, 0, 0, $5)
