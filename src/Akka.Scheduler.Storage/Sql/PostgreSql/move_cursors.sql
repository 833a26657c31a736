-- Locks the schedules' rows. A schedule that is gone or has another version refuses the whole batch.
WITH done AS (
    UPDATE {schema}.schedule AS s SET cursor = u.cursor
    FROM unnest($1, $2, $3) AS u (id, version, cursor)
    WHERE s.id = u.id AND s.version = u.version
    RETURNING 1)
SELECT {schema}.expect_rows((SELECT count(*) FROM done), $4, 'move_cursors')
