DELETE FROM attempt_log WHERE position IN (SELECT position FROM attempt_log ORDER BY position LIMIT ?2) AND at < ?1
