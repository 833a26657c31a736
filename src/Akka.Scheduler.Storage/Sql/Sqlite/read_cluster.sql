SELECT cluster_id, shards, secret_verifier FROM cluster
