-- Locks nothing but its own new rows. An instant that has its record of this kind keeps it.
INSERT INTO {schema}.occurrence (schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at, kind)
SELECT schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at, kind
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS u (schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at, kind)
ON CONFLICT (schedule_id, nominal, kind) DO NOTHING
