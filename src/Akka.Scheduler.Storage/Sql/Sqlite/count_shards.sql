-- Reads two partial indexes from end to end, and no row of the table: the cost follows the number of tasks that are not finished.
SELECT t.shard, count(*), 0 FROM task AS t INDEXED BY task_waiting WHERE t.state IN (1, 3) GROUP BY t.shard
UNION ALL
SELECT t.shard, count(*), 1 FROM task AS t INDEXED BY task_running WHERE t.state = 2 GROUP BY t.shard
