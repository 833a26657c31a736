SELECT node_id, incarnation, renew_seq, state, address FROM node ORDER BY node_id
