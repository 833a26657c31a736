SELECT queue, state, n FROM task_count WHERE n > 0
