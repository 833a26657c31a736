-- Locks and removes the followers of tasks that end in this commit, which only the holders of those tasks' shards write, and inserts signals, which
-- nobody else knows yet. In a statement after the insertion of followers, so that it sees those of the same commit.
WITH gone AS (
    DELETE FROM {schema}.follower AS f USING unnest($1, $2) AS u (parent_id, outcome) WHERE f.parent_id = u.parent_id
    RETURNING f.child_shard, f.child_id, f.edge, u.outcome)
INSERT INTO {schema}.signal (child_shard, child_id, edge, outcome) SELECT child_shard, child_id, edge, outcome FROM gone
