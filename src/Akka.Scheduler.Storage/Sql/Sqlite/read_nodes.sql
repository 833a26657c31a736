SELECT node_id, incarnation, renew_seq, state, address, http, roles, version FROM node ORDER BY node_id
