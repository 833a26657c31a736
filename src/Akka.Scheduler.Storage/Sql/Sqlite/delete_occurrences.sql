DELETE FROM occurrence WHERE (schedule_id, nominal) IN (SELECT schedule_id, nominal FROM occurrence INDEXED BY occurrence_at WHERE at < ?1 ORDER BY at LIMIT ?2)
