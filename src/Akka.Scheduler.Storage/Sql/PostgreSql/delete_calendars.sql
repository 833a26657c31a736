-- Locks the calendars' rows; the singleton's fence is held, so nobody else writes them.
DELETE FROM {schema}.calendar WHERE id = ANY ($1)
