SELECT 1 WHERE EXISTS (SELECT 1 FROM occurrence WHERE schedule_id = ?1 AND nominal = ?2 AND kind IN (0, 1) AND outcome = 'created')
