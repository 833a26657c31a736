-- Locks nothing. Both tables in one statement, so in one snapshot: a task that finishes meanwhile is in exactly one of them.
SELECT {live_columns} FROM {schema}.task AS t WHERE t.id = ANY ($2) AND t.shard = $1
UNION ALL
SELECT {archive_columns} FROM {schema}.task_archive AS t WHERE t.id = ANY ($2) AND t.shard = $1
