-- Locks the shard's row; the conditions are the fence. The epoch stays, and the next owner raises it.
UPDATE {schema}.shard SET owner_id = NULL, owner_inc = NULL WHERE shard_id = $1 AND epoch = $2 AND owner_inc = $3 AND last_batch = $4
