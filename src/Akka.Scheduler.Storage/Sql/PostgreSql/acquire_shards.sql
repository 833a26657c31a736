-- Locks the node's row FOR SHARE and the shards' rows FOR UPDATE, in order: the new epoch is written before anything is read under it.
SELECT shard, epoch, log_seq FROM {schema}.acquire_shards($1, $2, $3, $4, $5, $6, $7)
