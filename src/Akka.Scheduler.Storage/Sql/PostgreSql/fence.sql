-- Locks the rows of all shards of the group FOR UPDATE, in order, until the commit, and compares them: nothing of a former owner may follow.
SELECT {schema}.fence_many($1, $2, $3, $4, $5, $6, $7)
