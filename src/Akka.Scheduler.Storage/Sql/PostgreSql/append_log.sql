-- Locks nothing but its own new rows. Positions are given in the order of the pieces.
INSERT INTO {schema}.attempt_log (task_id, attempt, attempt_id, at, stream, text)
SELECT task_id, attempt, attempt_id, at, stream, text
FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS u (task_id, attempt, attempt_id, at, stream, text, n)
ORDER BY n
