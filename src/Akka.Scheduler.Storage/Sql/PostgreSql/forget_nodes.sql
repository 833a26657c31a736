-- Locks the rows that it removes, which nobody renews any more.
WITH gone AS (DELETE FROM {schema}.node WHERE ended_at < $1 RETURNING node_id) SELECT node_id FROM gone ORDER BY node_id
