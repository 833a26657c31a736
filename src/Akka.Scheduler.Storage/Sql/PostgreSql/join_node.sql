-- Locks the cluster's row, the node's row and the rows of the shards of its former incarnation, until the commit.
SELECT joined, schema_version, cluster, shard_count, verifier, {identity}
FROM {schema}.join_node($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
