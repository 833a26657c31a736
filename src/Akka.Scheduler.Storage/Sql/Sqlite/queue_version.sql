SELECT version FROM queue_version
