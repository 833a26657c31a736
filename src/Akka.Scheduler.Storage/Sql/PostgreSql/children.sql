-- Locks nothing.
SELECT DISTINCT f.child_id FROM {schema}.follower AS f WHERE f.parent_id = $1 ORDER BY f.child_id LIMIT $2
