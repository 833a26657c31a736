UPDATE node SET renew_seq = renew_seq + 1, seen_at = ?3 WHERE node_id = ?1 AND incarnation = ?2 AND state <= 2
