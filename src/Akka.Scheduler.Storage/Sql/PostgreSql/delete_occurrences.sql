-- Locks the rows that it removes, a bounded piece at a time.
DELETE FROM {schema}.occurrence WHERE ctid = ANY (ARRAY(SELECT ctid FROM {schema}.occurrence WHERE at < $1 LIMIT $2))
