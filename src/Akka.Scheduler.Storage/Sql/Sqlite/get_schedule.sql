SELECT id, version, definition, cursor FROM schedule WHERE id = ?1
