-- Locks the node's row for the moment of the update; commits never touch that row.
UPDATE {schema}.node SET renew_seq = renew_seq + 1, seen_at = clock_timestamp() WHERE node_id = $1 AND incarnation = $2 AND state <= 2
RETURNING state, {identity}
