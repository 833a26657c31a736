-- Locks nothing.
SELECT id, version, definition, cursor FROM {schema}.schedule WHERE id = $1
