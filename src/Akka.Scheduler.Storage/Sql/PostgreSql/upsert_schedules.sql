-- Locks the schedules' rows; the singleton's fence is held, so nobody else writes them.
INSERT INTO {schema}.schedule (id, version, definition, cursor)
SELECT id, version, definition, cursor FROM unnest($1, $2, $3, $4) AS u (id, version, definition, cursor)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, definition = excluded.definition, cursor = excluded.cursor
