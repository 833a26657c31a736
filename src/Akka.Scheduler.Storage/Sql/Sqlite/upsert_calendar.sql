INSERT INTO calendar (id, version, definition) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, definition = excluded.definition
