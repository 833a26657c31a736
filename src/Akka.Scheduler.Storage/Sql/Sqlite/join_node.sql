INSERT INTO node (node_id, incarnation, state, address, http, roles, version, started_at, seen_at) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?7)
ON CONFLICT (node_id) DO UPDATE SET
    incarnation = excluded.incarnation, renew_seq = 0, state = 0, address = excluded.address, http = excluded.http, roles = excluded.roles,
    version = excluded.version, started_at = excluded.started_at, seen_at = excluded.seen_at, ended_at = NULL
