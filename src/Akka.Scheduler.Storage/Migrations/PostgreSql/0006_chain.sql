-- The batches of a term are a chain that begins with its take-over: each names the one before it. When the store goes back to an older state, as
-- by a failover to a replica that lags, the next take-over gives epoch and sequence a second time, even to the same incarnation; ids are never
-- given twice, so a late commit of the lost future does not fit.
--
-- The fence: the first statement of every commit. It locks the rows of all shards of the group, in order of their numbers so that two groups
-- cannot wait for each other in a ring, and holds them until the commit. A check without the lock is no fence: a take-over could commit and
-- load the old state between the check and this commit. All offenders are named at once, as 'shard:code' parted by blanks.
-- The fence without the chain stays for nodes of the version before, which run on while the others are replaced.
CREATE FUNCTION {schema}.fence_many(
    p_shards int[], p_epochs bigint[], p_incs uuid[], p_expected bigint[], p_previous uuid[], p_batches uuid[], p_running_until timestamptz[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    r record;
    seen int[] := '{}';
    offenders text[] := '{}';
BEGIN
    FOR r IN
        SELECT s.shard_id, s.epoch, s.owner_inc, s.log_seq, s.last_batch,
               u.epoch AS want_epoch, u.inc AS want_inc, u.expected AS want_seq, u.previous AS want_batch, u.batch AS batch
        FROM unnest(p_shards, p_epochs, p_incs, p_expected, p_previous, p_batches) AS u(shard, epoch, inc, expected, previous, batch)
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
        ELSIF r.last_batch IS DISTINCT FROM r.want_batch THEN
            offenders := offenders || (r.shard_id || ':SH005');
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
