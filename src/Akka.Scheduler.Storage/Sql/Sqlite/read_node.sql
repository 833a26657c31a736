SELECT incarnation, state FROM node WHERE node_id = ?1
