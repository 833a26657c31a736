DELETE FROM large_payload WHERE key = ?1
