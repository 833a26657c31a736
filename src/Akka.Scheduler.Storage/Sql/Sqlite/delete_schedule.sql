DELETE FROM schedule WHERE id = ?1
