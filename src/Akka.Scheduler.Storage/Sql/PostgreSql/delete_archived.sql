-- Locks and removes finished rows that come back to the live ones; looks into every partition, since nobody remembers the day of the end.
WITH done AS (
    DELETE FROM {schema}.task_archive AS t USING unnest($1, $2) AS u (id, shard) WHERE t.id = u.id AND t.shard = u.shard RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM done), $3, 'delete_archived')
