-- Locks nothing. Both tables in one statement, so in one snapshot: a task that is taken up meanwhile is in one of them. An inbox row of a
-- task that has already finished stands for nothing any more.
SELECT id FROM {schema}.task WHERE id = ANY ($1)
UNION
SELECT i.task_id FROM {schema}.shard_inbox AS i
WHERE i.task_id = ANY ($1) AND NOT EXISTS (SELECT FROM {schema}.task_archive AS a WHERE a.id = i.task_id)
