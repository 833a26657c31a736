UPDATE queue_version SET version = version + 1
