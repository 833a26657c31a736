SELECT version, nodes FROM shard_map
