SELECT node_id FROM node WHERE ended_at < ?1 ORDER BY node_id
