-- Who has which unique key. A row without an end belongs to a task that is not finished; one with an end keeps the key taken until then.
CREATE TABLE {schema}.unique_key (
    key        text COLLATE "C" PRIMARY KEY,
    task_id    text COLLATE "C" NOT NULL,
    claimed_at timestamptz NOT NULL,
    until      timestamptz
) WITH (fillfactor = 70);
CREATE INDEX unique_key_until ON {schema}.unique_key (until) WHERE until IS NOT NULL;

-- Gives keys back and claims others, in the order of the keys, so that two commits cannot wait for each other in a ring; of one key what is
-- given back comes first. A claim that cannot be had ends the whole commit; all of them are named at once, with their shards and the holders.
CREATE FUNCTION {schema}.move_keys(p_keys text[], p_tasks text[], p_shards int[], p_claims boolean[], p_at timestamptz[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r record;
    holder text;
    taken jsonb := '[]';
BEGIN
    FOR r IN
        SELECT u.key, u.task, u.shard, u.claim, u.at FROM unnest(p_keys, p_tasks, p_shards, p_claims, p_at) AS u(key, task, shard, claim, at)
        ORDER BY u.key COLLATE "C", u.claim
    LOOP
        IF r.claim THEN
            INSERT INTO {schema}.unique_key AS k (key, task_id, claimed_at) VALUES (r.key, r.task, r.at)
            ON CONFLICT (key) DO UPDATE SET task_id = excluded.task_id, claimed_at = excluded.claimed_at, until = NULL
            WHERE k.until <= excluded.claimed_at OR k.task_id = excluded.task_id;
            CONTINUE WHEN FOUND;
            SELECT k.task_id INTO holder FROM {schema}.unique_key AS k WHERE k.key = r.key;
            taken := taken || jsonb_build_object('shard', r.shard, 'key', r.key, 'task', r.task, 'holder', holder);
        ELSIF r.at IS NULL THEN
            DELETE FROM {schema}.unique_key AS k WHERE k.key = r.key AND k.task_id = r.task;
        ELSE
            UPDATE {schema}.unique_key AS k SET until = r.at WHERE k.key = r.key AND k.task_id = r.task;
        END IF;
    END LOOP;
    IF taken <> '[]' THEN
        RAISE EXCEPTION 'unique keys are taken' USING ERRCODE = 'SH006', DETAIL = taken::text;
    END IF;
END $$;
