-- Locks nothing. One snapshot of all three tables: a task that moves meanwhile is in one of them.
SELECT t.id FROM {schema}.task AS t WHERE t.id = ANY ($1)
UNION
SELECT t.id FROM {schema}.task_archive AS t WHERE t.id = ANY ($1)
UNION
SELECT t.task_id FROM {schema}.shard_inbox AS t WHERE t.task_id = ANY ($1)
