-- Locks nothing.
SELECT version FROM {schema}.queue_version
