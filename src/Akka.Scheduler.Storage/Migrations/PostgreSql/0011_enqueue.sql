-- The shard of a task's id, as every node computes it: 32-bit FNV-1a over UTF-16 code units and the final mix of MurmurHash3, modulo the shards.
-- Ids are ASCII, so the low byte of a unit is the character and the high one zero.
CREATE FUNCTION {schema}.shard_of(p_id text, p_shards int) RETURNS int LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    bytes bytea := convert_to(p_id, 'UTF8');
    hash bigint := 2166136261;
BEGIN
    FOR at IN 0 .. length(bytes) - 1 LOOP
        hash := (((hash # get_byte(bytes, at)) * 16777619) & 4294967295) * 16777619 & 4294967295;
    END LOOP;
    -- A product of two numbers of 32 bits is too long, so the second one is taken in halves.
    hash := hash # (hash >> 16);
    hash := ((((hash * 34283) & 65535) << 16) + hash * 51819) & 4294967295;
    hash := hash # (hash >> 13);
    hash := ((((hash * 49842) & 65535) << 16) + hash * 44597) & 4294967295;
    hash := hash # (hash >> 16);
    RETURN hash % p_shards;
END $$;

-- One argument of enqueue_task is wrong.
CREATE FUNCTION {schema}.refuse_argument(p_argument text, p_why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'enqueue_task: % %', p_argument, p_why USING ERRCODE = 'invalid_parameter_value', COLUMN = p_argument;
END $$;

-- A duration in ticks of 100 ns, as documents have it; NULL stays NULL.
CREATE FUNCTION {schema}.ticks_of(p_argument text, p_span interval, p_least interval, p_most interval) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    IF p_span < p_least OR p_span > p_most THEN
        PERFORM {schema}.refuse_argument(p_argument, format('must be from %s to %s, and is %s', p_least, p_most, p_span));
    END IF;
    RETURN (extract(epoch FROM p_span) * 10000000)::bigint;
END $$;

-- Checks free text, labels and payload of enqueue_task by the rules of the HTTP interface. U+0000 cannot be in text or jsonb of this database.
CREATE FUNCTION {schema}.check_contents(p_name text, p_labels jsonb, p_payload jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF length(p_name) > 200 THEN
        PERFORM {schema}.refuse_argument('name', format('must be at most 200 characters long, and has %s', length(p_name)));
    END IF;
    IF octet_length(p_payload::text) > 262144 THEN
        PERFORM {schema}.refuse_argument('payload', format('is %s bytes long; at most 262144 are allowed', octet_length(p_payload::text)));
    END IF;
    IF jsonb_path_exists(p_payload, 'strict $.**{32 to last} ? (@.type() == "object" || @.type() == "array")') THEN
        PERFORM {schema}.refuse_argument('payload', 'nests deeper than 32 levels');
    END IF;
    IF p_labels IS NULL THEN RETURN; END IF;
    IF jsonb_typeof(p_labels) <> 'object' OR EXISTS (SELECT FROM jsonb_each(p_labels) AS l WHERE jsonb_typeof(l.value) <> 'string') THEN
        PERFORM {schema}.refuse_argument('labels', 'must be an object of strings');
    END IF;
    IF (SELECT count(*) FROM jsonb_object_keys(p_labels)) > 64 THEN
        PERFORM {schema}.refuse_argument('labels', 'may hold at most 64 pairs');
    END IF;
    IF EXISTS (SELECT FROM jsonb_each_text(p_labels) AS l WHERE length(l.key) NOT BETWEEN 1 AND 100 OR length(l.value) > 500) THEN
        PERFORM {schema}.refuse_argument('labels', 'must have keys of 1 to 100 characters and values of at most 500');
    END IF;
END $$;

-- Makes a task if and only if the transaction that calls this commits, and answers its id. Its shard's owner takes it up within about a second.
-- If there is a task of that id, or one that waits in the inbox, that one stays and no other is made. It runs with the rights of its owner, so
-- that its caller needs no other: GRANT USAGE ON SCHEMA and GRANT EXECUTE ON FUNCTION are enough.
CREATE FUNCTION {schema}.enqueue_task(
    executor text,
    payload jsonb DEFAULT NULL,
    id text DEFAULT NULL,
    queue text DEFAULT 'default',
    priority text DEFAULT 'normal',
    due_at timestamptz DEFAULT NULL,
    delay interval DEFAULT NULL,
    name text DEFAULT NULL,
    labels jsonb DEFAULT NULL,
    ttl interval DEFAULT NULL,
    timeout interval DEFAULT NULL,
    max_retries int DEFAULT NULL,
    delivery text DEFAULT 'atLeastOnce',
    unique_key text DEFAULT NULL,
    unique_for interval DEFAULT NULL)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    shards int := (SELECT c.shards FROM {schema}.cluster AS c);
    began timestamptz := clock_timestamp();
    longest interval := interval '1826 days';
    shortest interval := interval '1 millisecond';
    task text := id;
    due timestamptz := coalesce(due_at, began);
    rank int := array_position(ARRAY['low', 'normal', 'high', 'urgent'], priority) - 1;
    document jsonb;
BEGIN
    IF shards IS NULL THEN
        RAISE EXCEPTION 'enqueue_task: no node of the scheduler has joined this database yet' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- As nodes make them: the milliseconds, version 7, and the rest by chance.
    IF task IS NULL THEN
        task := lpad(to_hex((extract(epoch FROM began) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14);
    ELSIF task !~ '^[A-Za-z0-9_.:@/+=~-]{1,200}$' THEN
        PERFORM {schema}.refuse_argument('id', 'must be 1 to 200 characters out of letters, digits and -_.:@/+=~');
    END IF;
    IF executor IS NULL OR length(executor) NOT BETWEEN 1 AND 200 THEN
        PERFORM {schema}.refuse_argument('executor', 'must be 1 to 200 characters long');
    ELSIF queue IS NULL OR queue !~ '^[A-Za-z0-9_.:-]{1,100}$' THEN
        PERFORM {schema}.refuse_argument('queue', 'must be 1 to 100 characters out of letters, digits and -_.:');
    ELSIF rank IS NULL THEN
        PERFORM {schema}.refuse_argument('priority', 'must be low, normal, high or urgent');
    ELSIF delivery IS NULL OR delivery NOT IN ('atLeastOnce', 'atMostOnce') THEN
        PERFORM {schema}.refuse_argument('delivery', 'must be atLeastOnce or atMostOnce');
    ELSIF due_at IS NOT NULL AND delay IS NOT NULL THEN
        PERFORM {schema}.refuse_argument('delay', 'and due_at exclude each other; give one of them');
    ELSIF delay < interval '0' OR delay > longest THEN
        PERFORM {schema}.refuse_argument('delay', format('must be from 0 to %s', longest));
    ELSIF due > began + longest OR due < timestamptz 'epoch' THEN
        PERFORM {schema}.refuse_argument('due_at', format('must lie after 1970-01-01T00:00:00Z and at most %s ahead', longest));
    ELSIF max_retries NOT BETWEEN 0 AND 1000 THEN
        PERFORM {schema}.refuse_argument('max_retries', 'must be from 0 to 1000');
    ELSIF length(unique_key) NOT BETWEEN 1 AND 200 OR unique_key ~ '[[:cntrl:]]' THEN
        PERFORM {schema}.refuse_argument('unique_key', 'must be 1 to 200 characters long, without control characters');
    ELSIF unique_for IS NOT NULL AND unique_key IS NULL THEN
        PERFORM {schema}.refuse_argument('unique_for', 'says how long a unique_key stays taken: give one, or leave it out');
    END IF;
    PERFORM {schema}.check_contents(name, labels, payload);
    document := jsonb_strip_nulls(jsonb_build_object(
        'ttl', {schema}.ticks_of('ttl', ttl, shortest, longest),
        'timeout', {schema}.ticks_of('timeout', timeout, shortest, interval '7 days'),
        'retry', CASE WHEN max_retries IS NOT NULL THEN
            jsonb_build_object('max', max_retries, 'delay', 100000000, 'rate', 2, 'maxDelay', 36000000000, 'jitter', 0) END,
        'delivery', CASE WHEN delivery = 'atMostOnce' THEN 1 END,
        'unique', unique_key,
        'uniqueFor', {schema}.ticks_of('unique_for', unique_for, interval '0', longest)));
    INSERT INTO {schema}.shard_inbox (shard, task_id, executor, queue, priority, created_at, due_at, name, labels, document, payload)
    VALUES ({schema}.shard_of(task, shards), task, executor, queue, rank, began, due + coalesce(delay, interval '0'), name, nullif(labels, '{}'),
            CASE WHEN document <> '{}' THEN (document || '{"v": 1}')::text END, nullif(payload, 'null')::text)
    ON CONFLICT (task_id) DO NOTHING;
    RETURN task;
END $$;

REVOKE ALL ON FUNCTION {schema}.enqueue_task(
    text, jsonb, text, text, text, timestamptz, interval, text, jsonb, interval, interval, int, text, text, interval) FROM PUBLIC;
