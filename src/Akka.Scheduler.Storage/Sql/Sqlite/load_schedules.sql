SELECT id, version, definition, cursor FROM schedule WHERE id > ?1 ORDER BY id LIMIT ?2
