SELECT v.version, q.name, q.version, q.max_concurrency, q.rate_per_second, q.paused_at, q.paused_by, q.paused_reason
FROM queue_version AS v LEFT JOIN queue AS q
ORDER BY q.name
