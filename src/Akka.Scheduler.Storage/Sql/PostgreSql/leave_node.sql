-- Locks the node's row, then the rows of its shards in order.
SELECT {schema}.leave_node($1, $2)
