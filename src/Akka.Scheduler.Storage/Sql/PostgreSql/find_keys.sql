-- Locks nothing.
SELECT key, task_id, until FROM {schema}.unique_key WHERE key = ANY ($1)
