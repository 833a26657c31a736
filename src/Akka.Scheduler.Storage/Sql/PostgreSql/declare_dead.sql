-- Locks the node's row, then the rows of its shards in order.
SELECT {schema}.declare_dead($1, $2, $3, $4)
