-- The fence: the first statement of every commit. It locks the rows of all shards of the group, in order of their numbers so that two groups
-- cannot wait for each other in a ring, and holds them until the commit. A check without the lock is no fence: a take-over could commit and
-- load the old state between the check and this commit. All offenders are named at once, as 'shard:code' parted by blanks.
CREATE FUNCTION {schema}.fence_many(
    p_shards int[], p_epochs bigint[], p_incs uuid[], p_expected bigint[], p_batches uuid[], p_running_until timestamptz[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r record;
    seen int[] := '{}';
    offenders text[] := '{}';
BEGIN
    FOR r IN
        SELECT s.shard_id, s.epoch, s.owner_inc, s.log_seq, s.last_batch,
               u.epoch AS want_epoch, u.inc AS want_inc, u.expected AS want_seq, u.batch AS batch
        FROM unnest(p_shards, p_epochs, p_incs, p_expected, p_batches) AS u(shard, epoch, inc, expected, batch)
        JOIN {schema}.shard AS s ON s.shard_id = u.shard
        ORDER BY s.shard_id
        FOR UPDATE OF s
    LOOP
        seen := seen || r.shard_id;
        IF r.epoch <> r.want_epoch OR r.owner_inc IS DISTINCT FROM r.want_inc THEN
            offenders := offenders || (r.shard_id || ':SH001');
        ELSIF r.log_seq = r.want_seq + 1 AND r.last_batch = r.batch THEN
            offenders := offenders || (r.shard_id || ':SH002');
        ELSIF r.log_seq <> r.want_seq THEN
            offenders := offenders || (r.shard_id || ':SH003');
        END IF;
    END LOOP;
    IF cardinality(seen) <> cardinality(p_shards) THEN
        SELECT offenders || array_agg(x || ':SH001') INTO offenders FROM unnest(p_shards) AS u(x) WHERE x <> ALL (seen);
    END IF;
    IF cardinality(offenders) > 0 THEN
        RAISE EXCEPTION 'fenced' USING ERRCODE = split_part(offenders[1], ':', 2), DETAIL = array_to_string(offenders, ' ');
    END IF;
    UPDATE {schema}.shard AS s
    SET log_seq = s.log_seq + 1, last_batch = u.batch, running_until = greatest(s.running_until, u.running_until)
    FROM unnest(p_shards, p_batches, p_running_until) AS u(shard, batch, running_until)
    WHERE s.shard_id = u.shard;
END $$;

-- A statement that touched another number of rows than it must have broke an invariant: nothing of its transaction may stand.
CREATE FUNCTION {schema}.expect_rows(p_actual bigint, p_expected int, p_statement text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_actual <> p_expected THEN
        RAISE EXCEPTION '% touched % rows instead of %', p_statement, p_actual, p_expected USING ERRCODE = 'SH004';
    END IF;
END $$;

-- Ends the session that holds a shard's row, if it is one of the own role: the last resort against a client that was stopped in the middle of
-- sending a commit, which no timeout of the server covers before version 17. Its commit is lost, or was done: its owner will learn by resending.
CREATE FUNCTION {schema}.end_holder(p_shard int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_terminate_backend(l.pid, 500)
    FROM {schema}.shard AS s
    JOIN pg_locks AS l ON l.locktype = 'transactionid' AND l.granted AND l.transactionid = s.xmax
    WHERE s.shard_id = p_shard AND l.pid <> pg_backend_pid();
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;

-- Takes shards for a node that is up. The node's row is held FOR SHARE, so that it cannot be replaced meanwhile. A shard's row that somebody
-- else holds is waited for, half a second in all; then a forced take-over ends its holder, and any other leaves the shard out. So a stopped
-- client cannot hold up a take-over.
CREATE FUNCTION {schema}.acquire_shards(
    p_shards int[], p_owner text, p_inc uuid, p_forced boolean, p_reason text, p_batch uuid, p_at timestamptz)
RETURNS TABLE (shard int, epoch bigint, log_seq bigint) LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
#variable_conflict use_column
DECLARE
    s int;
    patient boolean := true;
    held boolean;
    here int := (SELECT timeline_id FROM pg_control_checkpoint());
    taken record;
BEGIN
    PERFORM 1 FROM {schema}.node WHERE node_id = p_owner AND incarnation = p_inc AND state = 1 FOR SHARE;
    IF NOT FOUND THEN RETURN; END IF;
    FOR s IN SELECT DISTINCT x FROM unnest(p_shards) AS u(x) ORDER BY x LOOP
        BEGIN
            IF patient THEN
                PERFORM 1 FROM {schema}.shard WHERE shard_id = s FOR UPDATE;
            ELSE
                PERFORM 1 FROM {schema}.shard WHERE shard_id = s FOR UPDATE SKIP LOCKED;
            END IF;
            held := NOT FOUND;
        EXCEPTION WHEN lock_not_available THEN
            patient := false;
            held := true;
        END;
        IF held AND p_forced THEN
            PERFORM {schema}.end_holder(s);
            PERFORM 1 FROM {schema}.shard WHERE shard_id = s FOR UPDATE SKIP LOCKED;
            held := NOT FOUND;
        END IF;
        CONTINUE WHEN held;
        UPDATE {schema}.shard AS t
        SET owner_id = p_owner, owner_inc = p_inc, epoch = t.epoch + 1, log_seq = t.log_seq + 1, last_batch = p_batch
        WHERE t.shard_id = s AND (t.owner_inc IS NULL OR p_forced)
        RETURNING t.epoch, t.log_seq INTO taken;
        CONTINUE WHEN NOT FOUND;
        INSERT INTO {schema}.shard_term (shard_id, epoch, owner_id, owner_inc, timeline, first_seq, reason)
        VALUES (s, taken.epoch, p_owner, p_inc, here, taken.log_seq, p_reason);
        INSERT INTO {schema}.history (at, log_seq, epoch, shard, op_no, attempt, type, detail)
        VALUES (p_at, taken.log_seq, taken.epoch, s, 0, 0, 0, 'TERM');
        shard := s;
        epoch := taken.epoch;
        log_seq := taken.log_seq;
        RETURN NEXT;
    END LOOP;
END $$;

-- Makes a node a member, and the shards' rows at the very first joining. Answers what is wrong, or NULL. The cluster's row is held to the end,
-- so that two first joinings cannot both make the rows; the shards of a former incarnation are locked in order, as commits lock them.
CREATE FUNCTION {schema}.join_node(p_cluster text, p_shards int, p_node text, p_inc uuid, p_address text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    there record;
BEGIN
    INSERT INTO {schema}.cluster (cluster_id, shards) VALUES (p_cluster, p_shards) ON CONFLICT DO NOTHING;
    SELECT cluster_id, shards INTO there FROM {schema}.cluster FOR UPDATE;
    IF there.cluster_id <> p_cluster THEN
        RETURN format('the store belongs to cluster ''%s'', and this node to ''%s''', there.cluster_id, p_cluster);
    END IF;
    IF there.shards <> p_shards THEN
        RETURN format('the store was made for %s shards, and this node expects %s', there.shards, p_shards);
    END IF;
    INSERT INTO {schema}.shard (shard_id) SELECT generate_series(-1, p_shards - 1) ON CONFLICT DO NOTHING;
    INSERT INTO {schema}.node AS n (node_id, incarnation, state, address) VALUES (p_node, p_inc, 1, p_address)
    ON CONFLICT (node_id) DO UPDATE
    SET incarnation = p_inc, renew_seq = n.renew_seq + 1, state = 1, address = p_address,
        started_at = clock_timestamp(), seen_at = clock_timestamp();
    PERFORM 1 FROM {schema}.shard WHERE owner_id = p_node AND owner_inc <> p_inc ORDER BY shard_id FOR UPDATE;
    UPDATE {schema}.shard SET owner_id = NULL, owner_inc = NULL WHERE owner_id = p_node AND owner_inc <> p_inc;
    RETURN NULL;
END $$;

-- Leaves in order: the lease is gone and the shards are free in one transaction.
CREATE FUNCTION {schema}.leave_node(p_node text, p_inc uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.node SET state = 3, seen_at = clock_timestamp() WHERE node_id = p_node AND incarnation = p_inc AND state IN (1, 2);
    PERFORM 1 FROM {schema}.shard WHERE owner_inc = p_inc ORDER BY shard_id FOR UPDATE;
    UPDATE {schema}.shard SET owner_id = NULL, owner_inc = NULL WHERE owner_inc = p_inc;
END $$;

-- Opens the partition of one day, if it is not there. Rows of that day which already lie in the default partition move over. The default
-- partition is locked for that moment; the parent is not, so that commits go on.
CREATE FUNCTION {schema}.open_partition(p_parent text, p_column text, p_day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    leaf text := p_parent || '_p' || to_char(p_day, 'YYYYMMDD');
    lower_end timestamptz := p_day::timestamp AT TIME ZONE 'UTC';
    upper_end timestamptz := (p_day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(format('%I.%I', '{schema_name}', leaf)) IS NOT NULL THEN RETURN false; END IF;
    EXECUTE format('CREATE TABLE {schema}.%I (LIKE {schema}.%I INCLUDING ALL)', leaf, p_parent);
    EXECUTE format('ALTER TABLE {schema}.%I ADD CONSTRAINT day CHECK (%I >= %L AND %I < %L)', leaf, p_column, lower_end, p_column, upper_end);
    EXECUTE format('LOCK TABLE {schema}.%I IN ACCESS EXCLUSIVE MODE', p_parent || '_default');
    EXECUTE format(
        'WITH moved AS (DELETE FROM {schema}.%I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO {schema}.%I SELECT * FROM moved',
        p_parent || '_default', p_column, lower_end, p_column, upper_end, leaf);
    EXECUTE format('ALTER TABLE {schema}.%I ATTACH PARTITION {schema}.%I FOR VALUES FROM (%L) TO (%L)', p_parent, leaf, lower_end, upper_end);
    EXECUTE format('ALTER TABLE {schema}.%I DROP CONSTRAINT day', leaf);
    RETURN true;
END $$;

-- Drops one day's partition. Finished tasks are taken off the counters in the same transaction; writers of that partition (only a redrive is
-- one) wait meanwhile, and the parent is locked at the very end, for a moment, or given up for this time.
CREATE FUNCTION {schema}.drop_partition(p_parent text, p_leaf text) RETURNS void LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
BEGIN
    IF p_parent = 'task_archive' THEN
        EXECUTE format('LOCK TABLE {schema}.%I IN SHARE MODE', p_leaf);
        EXECUTE format(
            'INSERT INTO {schema}.task_count AS c (shard, queue, state, n) '
            'SELECT -1, queue, state, -count(*) FROM {schema}.%I GROUP BY queue, state ORDER BY queue, state '
            'ON CONFLICT (shard, queue, state) DO UPDATE SET n = c.n + excluded.n', p_leaf);
    END IF;
    EXECUTE format('DROP TABLE {schema}.%I', p_leaf);
END $$;

-- Removes a piece of what is past its time from a default partition, with the counters as above, and answers how many rows it was.
CREATE FUNCTION {schema}.delete_default(p_parent text, p_column text, p_before timestamptz, p_limit int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    removed bigint;
    leaf text := p_parent || '_default';
    picked text := format('ctid = ANY (ARRAY(SELECT ctid FROM {schema}.%I WHERE %I < $1 LIMIT $2))', leaf, p_column);
BEGIN
    IF p_parent = 'task_archive' THEN
        EXECUTE format(
            'WITH gone AS (DELETE FROM {schema}.%I WHERE %s RETURNING queue, state), '
            'counted AS (INSERT INTO {schema}.task_count AS c (shard, queue, state, n) '
            'SELECT -1, queue, state, -count(*) FROM gone GROUP BY queue, state ORDER BY queue, state '
            'ON CONFLICT (shard, queue, state) DO UPDATE SET n = c.n + excluded.n) '
            'SELECT count(*) FROM gone', leaf, picked) INTO removed USING p_before, p_limit;
    ELSE
        EXECUTE format('DELETE FROM {schema}.%I WHERE %s', leaf, picked) USING p_before, p_limit;
        GET DIAGNOSTICS removed = ROW_COUNT;
    END IF;
    RETURN removed;
END $$;
