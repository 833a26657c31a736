UPDATE schedule SET cursor = ?3 WHERE id = ?1 AND version = ?2
