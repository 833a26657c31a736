-- The condition on the singleton's row is the fence: nobody else can write until this transaction ends.
UPDATE shard_map SET version = ?3, nodes = ?4
WHERE version = ?3 - 1 AND EXISTS (SELECT 1 FROM shard WHERE shard_id = -1 AND owner_inc = ?1 AND epoch = ?2)
