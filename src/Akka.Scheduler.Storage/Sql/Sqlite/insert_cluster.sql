INSERT INTO cluster (one, cluster_id, shards) VALUES (1, ?1, ?2)
