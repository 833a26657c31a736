-- Locks and removes live rows whose whole specification is written to the archive by insert_archived, because it changed in the same batch.
WITH done AS (
    DELETE FROM {schema}.task AS t USING unnest($1, $2) AS u (id, shard) WHERE t.id = u.id AND t.shard = u.shard RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM done), $3, 'delete_live')
