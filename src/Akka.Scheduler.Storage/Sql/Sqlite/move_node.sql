UPDATE node SET state = ?3, seen_at = ?4, ended_at = CASE WHEN ?3 >= 3 THEN ?4 END
WHERE node_id = ?1 AND incarnation = ?2 AND state <= 2 AND state < ?3
