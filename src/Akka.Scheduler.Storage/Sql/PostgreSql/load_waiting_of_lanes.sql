-- Locks nothing. For each page of a lane one descent of the index task_waiting, which ends at the page's limit.
SELECT w.*, p.page::int
FROM unnest($2::text[], $3::int[], $4::smallint[], $5::timestamptz[], $6::text[], $7::timestamptz[], $8::int[]) WITH ORDINALITY
    AS p(queue, bucket, priority, after_at, after_id, until, most, page)
CROSS JOIN LATERAL (
    SELECT {live_columns}
    FROM {schema}.task AS t
    WHERE t.shard = $1 AND t.queue = p.queue AND t.bucket = p.bucket AND t.priority = p.priority
      AND (t.next_start_at, t.id) > (p.after_at, p.after_id) AND t.next_start_at <= p.until AND t.state <> 2
    ORDER BY t.next_start_at, t.id
    LIMIT p.most) AS w
