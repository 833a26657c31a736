-- Locks nothing: the owner is the only one who takes rows out, and it does so behind its fence.
SELECT s.position, s.child_id, s.edge, s.outcome FROM {schema}.signal AS s WHERE s.child_shard = $1 ORDER BY s.position LIMIT $2
