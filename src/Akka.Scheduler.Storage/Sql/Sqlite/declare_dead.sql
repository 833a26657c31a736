UPDATE node SET state = 4, ended_at = ?5 WHERE node_id = ?1 AND incarnation = ?2 AND renew_seq = ?3 AND state = ?4 AND state <= 2
