INSERT INTO occurrence (schedule_id, nominal, last_nominal, count, version, outcome, reason, task_id, at, kind)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (schedule_id, nominal, kind) DO NOTHING
