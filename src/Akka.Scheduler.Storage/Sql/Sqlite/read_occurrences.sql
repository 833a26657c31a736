SELECT nominal, last_nominal, count, version, outcome, reason, task_id, at
FROM occurrence WHERE schedule_id = ?1 AND nominal < ?2 ORDER BY nominal DESC LIMIT ?3
