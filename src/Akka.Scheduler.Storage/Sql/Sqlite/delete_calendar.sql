DELETE FROM calendar WHERE id = ?1
