SELECT cluster_id, shards FROM cluster
