-- Locks nothing but its own new rows. Only the owner of the parent's shard writes them, and it may be asked twice.
INSERT INTO {schema}.follower (parent_id, child_id, edge, parent_shard, child_shard)
SELECT parent_id, child_id, edge, parent_shard, child_shard FROM unnest($1, $2, $3, $4, $5) AS u (parent_id, child_id, edge, parent_shard, child_shard)
ON CONFLICT DO NOTHING
