-- Locks nothing.
SELECT node_id, incarnation, renew_seq, state, address, http, roles, version FROM {schema}.node ORDER BY node_id
