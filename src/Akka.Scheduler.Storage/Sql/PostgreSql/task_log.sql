-- Locks nothing. Looks into each day's index once.
SELECT t.position, t.attempt, t.attempt_id, t.at, t.stream, t.text
FROM {schema}.attempt_log AS t
WHERE t.task_id = $1 AND t.position > $2
ORDER BY t.position
LIMIT $3
