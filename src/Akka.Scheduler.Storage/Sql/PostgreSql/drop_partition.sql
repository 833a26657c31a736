-- Locks the partition against writers while it is counted out, then its parent for the moment of the drop.
SELECT {schema}.drop_partition($1, $2)
