INSERT INTO node (node_id, incarnation, state, address, started_at, seen_at) VALUES (?1, ?2, 1, ?3, ?4, ?4)
ON CONFLICT (node_id) DO UPDATE SET
    incarnation = excluded.incarnation, renew_seq = 0, state = 1, address = excluded.address,
    started_at = excluded.started_at, seen_at = excluded.seen_at
