-- Locks the node's row and, when its life ends, the rows of its shards in order.
SELECT {schema}.move_node($1, $2, $3)
