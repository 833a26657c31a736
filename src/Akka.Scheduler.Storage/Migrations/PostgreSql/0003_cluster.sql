-- Several nodes on one store: what a node says of itself, the states before it takes part, and the map of where each shard is meant to be.

ALTER TABLE {schema}.node
    DROP CONSTRAINT node_state_check,
    ADD CONSTRAINT node_state_check CHECK (state BETWEEN 0 AND 4),
    ADD COLUMN http text NOT NULL DEFAULT '',
    ADD COLUMN roles text[] NOT NULL DEFAULT '{}',
    ADD COLUMN version text NOT NULL DEFAULT '',
    ADD COLUMN ended_at timestamptz;
UPDATE {schema}.node SET ended_at = seen_at WHERE state >= 3;
ALTER TABLE {schema}.node ADD CONSTRAINT node_end_is_dated CHECK ((state >= 3) = (ended_at IS NOT NULL));

-- A wish, not a fact: who owns a shard stands in the shard's row. Version 0 is no map.
CREATE TABLE {schema}.shard_map (
    one       smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
    version   bigint NOT NULL CHECK (version >= 0),
    nodes     text[] COLLATE "C" NOT NULL,
    owner_inc uuid,
    epoch     bigint,
    at        timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);
INSERT INTO {schema}.shard_map (version, nodes) VALUES (0, '{}');

DROP FUNCTION {schema}.join_node(text, int, text, uuid, text);
DROP FUNCTION {schema}.leave_node(text, uuid);

-- Sets the shards of an ended incarnation free, in order, as commits lock them. Its row is locked by the caller, so it takes no more meanwhile.
-- A commit of it that stalls is ended after half a second: nobody waits for a client that was stopped in the middle.
CREATE FUNCTION {schema}.free_shards(p_inc uuid) RETURNS void LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    s int;
BEGIN
    FOR s IN SELECT shard_id FROM {schema}.shard WHERE owner_inc = p_inc ORDER BY shard_id LOOP
        BEGIN
            PERFORM 1 FROM {schema}.shard WHERE shard_id = s FOR UPDATE;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM {schema}.end_holder(s);
            PERFORM 1 FROM {schema}.shard WHERE shard_id = s FOR UPDATE;
        END;
    END LOOP;
    UPDATE {schema}.shard SET owner_id = NULL, owner_inc = NULL WHERE owner_inc = p_inc;
END $$;

-- Makes a node a member that is joining, and the shards' rows at the very first joining. Answers what is wrong, or NULL. The cluster's row is
-- held to the end, so that joinings come one after the other. To say it again is no harm; a life that has ended does not begin anew.
CREATE FUNCTION {schema}.join_node(
    p_cluster text, p_shards int, p_schema int, p_node text, p_inc uuid, p_address text, p_http text, p_roles text[], p_version text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    there record;
    former record;
    newest int := (SELECT max(number) FROM {schema}.schema_migration);
BEGIN
    INSERT INTO {schema}.cluster (cluster_id, shards) VALUES (p_cluster, p_shards) ON CONFLICT DO NOTHING;
    SELECT cluster_id, shards INTO there FROM {schema}.cluster FOR UPDATE;
    IF newest <> p_schema THEN
        RETURN format('the store''s schema has version %s, and this node''s program is made for version %s', newest, p_schema);
    END IF;
    IF there.cluster_id <> p_cluster THEN
        RETURN format('the store belongs to cluster ''%s'', and this node to ''%s''', there.cluster_id, p_cluster);
    END IF;
    IF there.shards <> p_shards THEN
        RETURN format('the store was made for %s shards, and this node expects %s', there.shards, p_shards);
    END IF;
    INSERT INTO {schema}.shard (shard_id) SELECT generate_series(-1, p_shards - 1) ON CONFLICT DO NOTHING;
    SELECT incarnation, state INTO former FROM {schema}.node WHERE node_id = p_node FOR UPDATE;
    IF FOUND AND former.incarnation = p_inc THEN
        RETURN CASE WHEN former.state >= 3 THEN format('this life of node ''%s'' has ended; it can only join as a new incarnation', p_node) END;
    END IF;
    INSERT INTO {schema}.node (node_id, incarnation, state, address, http, roles, version)
    VALUES (p_node, p_inc, 0, p_address, p_http, p_roles, p_version)
    ON CONFLICT (node_id) DO UPDATE
    SET incarnation = p_inc, renew_seq = 0, state = 0, address = p_address, http = p_http, roles = p_roles, version = p_version,
        started_at = clock_timestamp(), seen_at = clock_timestamp(), ended_at = NULL;
    PERFORM {schema}.free_shards(former.incarnation);
    RETURN NULL;
END $$;

-- Moves an incarnation on in its life, never back. When its life ends its shards are free in the same transaction.
CREATE FUNCTION {schema}.move_node(p_node text, p_inc uuid, p_to smallint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.node
    SET state = p_to, seen_at = clock_timestamp(), ended_at = CASE WHEN p_to >= 3 THEN clock_timestamp() END
    WHERE node_id = p_node AND incarnation = p_inc AND state <= 2 AND state < p_to;
    IF NOT FOUND THEN RETURN false; END IF;
    IF p_to >= 3 THEN PERFORM {schema}.free_shards(p_inc); END IF;
    RETURN true;
END $$;

-- Declares a member dead that has not renewed since it was seen. The state is compared too: a member that moves on lives.
CREATE FUNCTION {schema}.declare_dead(p_node text, p_inc uuid, p_renew_seq bigint, p_state smallint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {schema}.node SET state = 4, ended_at = clock_timestamp()
    WHERE node_id = p_node AND incarnation = p_inc AND renew_seq = p_renew_seq AND state = p_state AND state <= 2;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM {schema}.free_shards(p_inc);
    RETURN true;
END $$;

-- Publishes the next map for the coordinator of this term alone: the singleton's row is held, so that no take-over comes in between.
CREATE FUNCTION {schema}.publish_map(p_inc uuid, p_epoch bigint, p_version bigint, p_nodes text[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM {schema}.shard WHERE shard_id = -1 AND owner_inc = p_inc AND epoch = p_epoch FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    UPDATE {schema}.shard_map SET version = p_version, nodes = p_nodes, owner_inc = p_inc, epoch = p_epoch, at = clock_timestamp()
    WHERE version = p_version - 1;
    RETURN FOUND;
END $$;

-- As before, and a shard that the node owns already counts as free to it: an answer that was lost must not keep a shard from its owner.
CREATE OR REPLACE FUNCTION {schema}.acquire_shards(
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
        WHERE t.shard_id = s AND (t.owner_inc IS NULL OR t.owner_inc = p_inc OR p_forced)
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
