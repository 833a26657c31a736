INSERT INTO schedule (id, version, definition, cursor) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, definition = excluded.definition, cursor = excluded.cursor
