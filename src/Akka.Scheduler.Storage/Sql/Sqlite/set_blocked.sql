UPDATE task SET blocked = ?2, settled = ?3 WHERE key = ?1
