-- Locks the calendars' rows; the singleton's fence is held, so nobody else writes them.
INSERT INTO {schema}.calendar (id, version, definition)
SELECT id, version, definition FROM unnest($1, $2, $3) AS u (id, version, definition)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, definition = excluded.definition
