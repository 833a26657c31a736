SELECT {inbox_columns}
FROM shard_inbox AS t
WHERE (t.created_at, t.id) < (?11, ?12) AND instr(?1, ',1,') > 0
  AND (?2 = 0 OR (t.due_at <= ?3) = (?2 = 2))
  AND {filter}
  AND NOT EXISTS (SELECT 1 FROM task AS made WHERE made.id = t.id)
ORDER BY t.created_at DESC, t.id DESC
LIMIT ?13
