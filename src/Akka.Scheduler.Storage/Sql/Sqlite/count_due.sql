-- One range of the index for each shard and priority, and no row of the table: the cost follows the number of tasks that are due.
SELECT t.queue, count(*)
FROM task AS t INDEXED BY task_waiting
WHERE t.shard = ?1 AND t.priority = ?2 AND t.next_start_at <= ?3 AND t.state = 1 AND t.state IN (1, 3)
GROUP BY t.queue
