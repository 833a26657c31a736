-- Locks nothing.
SELECT id, version, definition, cursor FROM {schema}.schedule WHERE id > $1 ORDER BY id LIMIT $2
