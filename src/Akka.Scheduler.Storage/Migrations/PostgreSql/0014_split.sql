-- A task that was split and waits for its parts may be asked to be cancelled: it waits on until they have ended. The check of 0001 has a name of the server's making.
DO $$
DECLARE
    former text;
BEGIN
    SELECT c.conname INTO STRICT former FROM pg_constraint AS c
    WHERE c.conrelid = '{schema}.task'::regclass AND c.contype = 'c' AND pg_get_constraintdef(c.oid) LIKE '%cancel_requested%';
    EXECUTE format('ALTER TABLE {schema}.task DROP CONSTRAINT %I', former);
END
$$;
ALTER TABLE {schema}.task
    ADD CONSTRAINT task_cancels_what_runs CHECK (cancel_requested = 0 OR (cancel_requested = 1 AND (state = 2 OR settled IS NOT NULL)));
