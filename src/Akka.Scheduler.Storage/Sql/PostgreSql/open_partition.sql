-- Locks the default partition for a moment, and only where the day's partition is missing. One opener at a time.
SELECT {schema}.open_partition($1, $2, $3)
