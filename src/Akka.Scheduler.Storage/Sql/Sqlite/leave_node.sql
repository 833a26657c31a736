UPDATE node SET state = 3 WHERE node_id = ?1 AND incarnation = ?2 AND state IN (1, 2)
