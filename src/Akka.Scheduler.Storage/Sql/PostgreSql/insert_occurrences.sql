-- Locks nothing but its own new rows. An instant that has its record keeps it.
INSERT INTO {schema}.occurrence (schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at)
SELECT schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS u (schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at)
ON CONFLICT (schedule_id, nominal) DO NOTHING
