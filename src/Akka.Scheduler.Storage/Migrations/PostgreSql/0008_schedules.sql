-- Calendars of exclusions, and what asked for an occurrence: 0 its instant came, 1 a backfill, 2 somebody by hand. An instant may have one record of
-- each kind, for example skipped when it came and made up for by a backfill.
CREATE TABLE {schema}.calendar (
    id         text COLLATE "C" PRIMARY KEY,
    version    bigint NOT NULL CHECK (version >= 1),
    definition text NOT NULL
);

ALTER TABLE {schema}.occurrence
    ADD COLUMN kind smallint NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 2),
    DROP CONSTRAINT occurrence_pkey,
    ADD CONSTRAINT occurrence_pkey PRIMARY KEY (schedule_id, nominal, kind);
