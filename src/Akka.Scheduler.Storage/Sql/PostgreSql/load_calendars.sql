-- Locks nothing.
SELECT id, version, definition FROM {schema}.calendar ORDER BY id
