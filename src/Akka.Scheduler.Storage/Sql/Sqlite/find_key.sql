SELECT key, state, queue FROM task WHERE id = ?1 AND shard = ?2
