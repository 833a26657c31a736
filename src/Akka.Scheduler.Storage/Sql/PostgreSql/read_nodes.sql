-- Locks nothing.
SELECT node_id, incarnation, renew_seq, state, address FROM {schema}.node ORDER BY node_id
