-- To find the tasks that wait or waited for another. Only tasks that have dependencies are in these indexes. What a live one waits for is not indexed itself:
-- its row is written anew each time it hears of an end, and with it every key would be. The cast goes to json first, which takes any text, and to
-- jsonb for the ids alone.
CREATE INDEX task_dependent ON {schema}.task (created_at, id) WHERE settled IS NOT NULL;
CREATE INDEX task_archive_parents ON {schema}.task_archive USING gin (((document::json #> '{after,on}')::jsonb) jsonb_path_ops) WHERE settled IS NOT NULL;
