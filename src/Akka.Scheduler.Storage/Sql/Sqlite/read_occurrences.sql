SELECT nominal, last_nominal, count, version, outcome, reason, task_id, at, kind
FROM occurrence WHERE schedule_id = ?1 AND (nominal, kind) < (?2, ?3) ORDER BY nominal DESC, kind DESC LIMIT ?4
