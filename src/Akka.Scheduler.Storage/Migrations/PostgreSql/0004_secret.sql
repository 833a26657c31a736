-- Shows that a node has the cluster's secret, and nothing of the secret itself; empty where there is none. NULL until the next node joins: to
-- give a cluster another secret, stop all of its nodes and set it to NULL.
ALTER TABLE {schema}.cluster ADD COLUMN secret_verifier text;

DROP FUNCTION {schema}.join_node(text, int, int, text, uuid, text, text, text[], text);

-- Makes a node a member that is joining, and the shards' rows at the very first joining. Answers whether it did, and what the store has to be
-- compared with. The cluster's row is held to the end, so that joinings come one after the other. To say it again is no harm; a life that has
-- ended does not begin anew.
CREATE FUNCTION {schema}.join_node(
    p_cluster text, p_shards int, p_verifier text, p_schema int,
    p_node text, p_inc uuid, p_address text, p_http text, p_roles text[], p_version text)
RETURNS TABLE (joined boolean, schema_version int, cluster text, shard_count int, verifier text) LANGUAGE plpgsql AS $$
DECLARE
    there record;
    former record;
BEGIN
    joined := false;
    schema_version := (SELECT max(number) FROM {schema}.schema_migration);
    INSERT INTO {schema}.cluster (cluster_id, shards) VALUES (p_cluster, p_shards) ON CONFLICT DO NOTHING;
    SELECT c.cluster_id, c.shards, coalesce(c.secret_verifier, p_verifier) AS secret INTO there FROM {schema}.cluster AS c FOR UPDATE;
    cluster := there.cluster_id;
    shard_count := there.shards;
    verifier := there.secret;
    IF schema_version <> p_schema OR there.cluster_id <> p_cluster OR there.shards <> p_shards OR there.secret <> p_verifier THEN
        RETURN NEXT;
        RETURN;
    END IF;
    UPDATE {schema}.cluster SET secret_verifier = p_verifier WHERE secret_verifier IS NULL;
    INSERT INTO {schema}.shard (shard_id) SELECT generate_series(-1, p_shards - 1) ON CONFLICT DO NOTHING;
    SELECT n.incarnation, n.state INTO former FROM {schema}.node AS n WHERE n.node_id = p_node FOR UPDATE;
    IF FOUND AND former.incarnation = p_inc THEN
        joined := former.state <= 2;
        RETURN NEXT;
        RETURN;
    END IF;
    INSERT INTO {schema}.node (node_id, incarnation, state, address, http, roles, version)
    VALUES (p_node, p_inc, 0, p_address, p_http, p_roles, p_version)
    ON CONFLICT (node_id) DO UPDATE
    SET incarnation = p_inc, renew_seq = 0, state = 0, address = p_address, http = p_http, roles = p_roles, version = p_version,
        started_at = clock_timestamp(), seen_at = clock_timestamp(), ended_at = NULL;
    PERFORM {schema}.free_shards(former.incarnation);
    joined := true;
    RETURN NEXT;
END $$;
