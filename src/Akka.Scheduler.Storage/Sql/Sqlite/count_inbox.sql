SELECT t.queue, t.due_at <= ?1, count(*)
FROM shard_inbox AS t
WHERE NOT EXISTS (SELECT 1 FROM task AS made WHERE made.id = t.id)
GROUP BY t.queue, t.due_at <= ?1
