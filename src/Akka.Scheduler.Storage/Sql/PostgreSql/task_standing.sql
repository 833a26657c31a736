-- Locks nothing. All three tables in one statement, so in one snapshot; an inbox row counts only while the id is nowhere else.
SELECT id, state, next_start_at, CASE WHEN reason = 'duplicate' THEN error END FROM {schema}.task WHERE id = ANY ($1)
UNION ALL
SELECT id, state, next_start_at, CASE WHEN reason = 'duplicate' THEN error END FROM {schema}.task_archive WHERE id = ANY ($1)
UNION ALL
SELECT i.task_id, 1::smallint, i.due_at, NULL::text FROM {schema}.shard_inbox AS i
WHERE i.task_id = ANY ($1)
  AND NOT EXISTS (SELECT FROM {schema}.task AS t WHERE t.id = i.task_id)
  AND NOT EXISTS (SELECT FROM {schema}.task_archive AS a WHERE a.id = i.task_id)
