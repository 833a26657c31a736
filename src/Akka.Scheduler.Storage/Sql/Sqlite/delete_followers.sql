DELETE FROM follower WHERE parent_id = ?1
