-- The followers of a task that has ended; delete_followers comes next.
INSERT INTO signal (child_shard, child_id, edge, outcome) SELECT child_shard, child_id, edge, ?2 FROM follower WHERE parent_id = ?1
