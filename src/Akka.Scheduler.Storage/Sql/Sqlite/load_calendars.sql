SELECT id, version, definition FROM calendar ORDER BY id
