-- Locks nothing; one statement, so one snapshot of the settings and their version.
SELECT v.version, q.name, q.version, q.max_concurrency, q.rate_per_second, q.paused_at, q.paused_by, q.paused_reason
FROM {schema}.queue_version AS v LEFT JOIN {schema}.queue AS q ON true
ORDER BY q.name
