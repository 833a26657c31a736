INSERT INTO shard (shard_id) VALUES (?1)
