DELETE FROM unique_key WHERE key IN (SELECT key FROM unique_key INDEXED BY unique_key_until WHERE until < ?1 ORDER BY until LIMIT ?2)
