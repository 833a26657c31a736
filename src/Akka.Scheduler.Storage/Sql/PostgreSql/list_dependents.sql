-- Locks nothing. As list_tasks, of tasks that wait or waited for $15: finished ones by the index task_archive_parents, live ones among all that have
-- dependencies, by the index task_dependent.
-- $3: of the waiting ones, 0 all, 1 only those that are not due, 2 only those that are.
SELECT * FROM (
    (SELECT {live_columns} FROM {schema}.task AS t
     WHERE t.settled IS NOT NULL AND ((t.document::json #> '{after,on}')::jsonb) @> jsonb_build_array($15)
       AND cardinality($1) > 0 AND t.state = ANY ($1)
       AND ($3 = 0 OR t.state <> 1 OR (t.next_start_at <= $4) = ($3 = 2))
       AND ($5::text IS NULL OR t.queue = $5) AND ($6::text IS NULL OR t.executor = $6)
       AND ($7::text IS NULL OR t.schedule_id = $7) AND ($8::text IS NULL OR t.name = $8) AND ($9::jsonb IS NULL OR t.labels @> $9)
       AND t.created_at >= $10 AND t.created_at < $11 AND (t.created_at, t.id) < ($12, $13)
     ORDER BY t.created_at DESC, t.id DESC LIMIT $14)
    UNION ALL
    (SELECT {archive_columns} FROM {schema}.task_archive AS t
     WHERE t.settled IS NOT NULL AND ((t.document::json #> '{after,on}')::jsonb) @> jsonb_build_array($15)
       AND cardinality($2) > 0 AND t.state = ANY ($2)
       AND ($5::text IS NULL OR t.queue = $5) AND ($6::text IS NULL OR t.executor = $6)
       AND ($7::text IS NULL OR t.schedule_id = $7) AND ($8::text IS NULL OR t.name = $8) AND ($9::jsonb IS NULL OR t.labels @> $9)
       AND t.created_at >= $10 AND t.created_at < $11 AND (t.created_at, t.id) < ($12, $13)
     ORDER BY t.created_at DESC, t.id DESC LIMIT $14)
    UNION ALL
    (SELECT {inbox_columns} FROM {schema}.shard_inbox AS t
     WHERE ((t.document::json #> '{after,on}')::jsonb) @> jsonb_build_array($15)
       AND 1 = ANY ($1) AND ($3 = 0 OR (t.due_at <= $4) = ($3 = 2))
       AND ($5::text IS NULL OR t.queue = $5) AND ($6::text IS NULL OR t.executor = $6)
       AND ($7::text IS NULL OR t.schedule_id = $7) AND ($8::text IS NULL OR t.name = $8) AND ($9::jsonb IS NULL OR t.labels @> $9)
       AND t.created_at >= $10 AND t.created_at < $11 AND (t.created_at, t.task_id) < ($12, $13)
       AND NOT EXISTS (SELECT FROM {schema}.task AS l WHERE l.id = t.task_id)
       AND NOT EXISTS (SELECT FROM {schema}.task_archive AS a WHERE a.id = t.task_id)
     ORDER BY t.created_at DESC, t.task_id DESC LIMIT $14)
) AS page
ORDER BY page.created_at DESC, page.id DESC
LIMIT $14
