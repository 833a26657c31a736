-- To find the tasks that wait or waited for another among those that have dependencies.
CREATE INDEX task_dependent_live ON task (created_at, id) WHERE state < 100 AND settled IS NOT NULL;
CREATE INDEX task_dependent_finished ON task (created_at, id) WHERE state >= 100 AND settled IS NOT NULL;
