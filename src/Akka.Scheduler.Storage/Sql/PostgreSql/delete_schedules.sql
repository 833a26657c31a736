-- Locks the schedules' rows; the singleton's fence is held, so nobody else writes them.
DELETE FROM {schema}.schedule WHERE id = ANY ($1)
