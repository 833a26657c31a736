-- Locks nothing. Walks the index follower_parent_shard only.
SELECT DISTINCT f.parent_id, f.child_shard FROM {schema}.follower AS f WHERE f.parent_shard = $1
