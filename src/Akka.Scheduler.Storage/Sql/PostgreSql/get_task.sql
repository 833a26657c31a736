-- Locks nothing. All three tables in one statement, so in one snapshot; an inbox row counts only while the id is nowhere else.
SELECT {live_columns}, 1 AS place FROM {schema}.task AS t WHERE t.id = $1 AND t.shard = $2
UNION ALL
SELECT {archive_columns}, 2 FROM {schema}.task_archive AS t WHERE t.id = $1 AND t.shard = $2
UNION ALL
SELECT {inbox_columns}, 3 FROM {schema}.shard_inbox AS t WHERE t.task_id = $1
ORDER BY place
LIMIT 1
