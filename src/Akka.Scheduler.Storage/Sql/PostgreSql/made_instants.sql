-- Locks nothing. Of the given instants, those for which the schedule has made a task; what was triggered by hand stands for no instant.
SELECT DISTINCT nominal FROM {schema}.occurrence
WHERE schedule_id = $1 AND nominal = ANY ($2) AND kind IN (0, 1) AND outcome = 'created'
