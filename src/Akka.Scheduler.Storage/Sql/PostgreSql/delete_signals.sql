-- Locks and removes signals that this commit takes up. Only the owner of the child's shard removes them, behind its fence.
DELETE FROM {schema}.signal AS t USING unnest($1, $2) AS u (shard, position) WHERE t.child_shard = u.shard AND t.position = u.position
