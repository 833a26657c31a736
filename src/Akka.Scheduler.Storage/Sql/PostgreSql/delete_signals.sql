-- Locks and removes signals that this commit takes up. Only the owner of the child's shard removes them, behind its fence. Their number is not checked:
-- when the store went back to an older state, a position may be that of another signal by now, which stays.
DELETE FROM {schema}.signal AS t USING unnest($1, $2, $3, $4) AS u (shard, position, child_id, edge)
WHERE t.child_shard = u.shard AND t.position = u.position AND t.child_id = u.child_id AND t.edge = u.edge
