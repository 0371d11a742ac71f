-- The ledger's tables. All of them live in one schema, which is first on the search path while this runs.
-- All times are microseconds since 1970-01-01T00:00:00Z; readable_events shows them as timestamps.

-- A group role for the application: it may add to the ledger and read it, and no more. Roles belong to the whole server,
-- so its name ends with the schema's, and another database may be creating the same one at this moment. Where we may not
-- create roles, the application works as whoever it logs in as, and the triggers below still stand.
DO $$
DECLARE
    app text := 'ledger_app_' || current_schema();
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', app);
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'The role % could not be created: the application will work without it.', app;
END $$;

-- Whoever migrates should be able to work as the application; a superuser is anyway.
DO $$
DECLARE
    app text := 'ledger_app_' || current_schema();
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app)
        AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', app);
    END IF;
EXCEPTION
    WHEN insufficient_privilege OR unique_violation THEN
        RAISE NOTICE 'The role % could not be granted: the application will work without it.', app;
END $$;

-- Gives the application's role privileges on a relation of this schema; does nothing where there is no such role.
CREATE FUNCTION allow_app(privileges text, relation text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    app text := 'ledger_app_' || current_schema();
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), app);
        EXECUTE format('GRANT %s ON %I TO %I', privileges, relation, app);
    END IF;
END $$;

SELECT allow_app('SELECT', 'migrations');

-- Every fact, in the order of recording. It only grows, so vacuum has nothing to do but to mark pages as visible.
CREATE TABLE events (
    position bigint PRIMARY KEY CHECK (position > 0),
    version bigint NOT NULL,
    effective_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    id uuid NOT NULL,
    stream text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    recorded_by text NOT NULL,
    facts bytea NOT NULL,
    made text[] NOT NULL,
    answer bytea,
    CONSTRAINT events_id_key UNIQUE (id),
    CONSTRAINT events_stream_version_key UNIQUE (stream, version),
    CONSTRAINT events_recorded_at_key UNIQUE (recorded_at)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX events_type_position_idx ON events (type, position);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Recorded events are never changed or removed (% was refused). Record a correction instead.', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Also where a session says that it only replays what another server did.
ALTER TABLE events ENABLE ALWAYS TRIGGER events_never_change;
SELECT allow_app('SELECT, INSERT', 'events');

-- The end of the ledger. Its one row is the lock that gives the ledger its order, and it is updated in place: hence the
-- room on its page, and the vacuum that does not wait for a share of one row.
CREATE TABLE head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL,
    recorded_at bigint NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
INSERT INTO head (position, recorded_at) VALUES (0, 0);
SELECT allow_app('SELECT, UPDATE', 'head');

-- What an event has to do with: the index by which every question finds its events.
CREATE TABLE subjects (
    position bigint NOT NULL,
    named boolean NOT NULL,
    subject text COLLATE "C" NOT NULL,
    facet text COLLATE "C" NOT NULL,
    PRIMARY KEY (subject, facet, position)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- What was recorded since a position, of which an append asks whether it changes anything.
CREATE INDEX subjects_position_idx ON subjects (position);
SELECT allow_app('SELECT, INSERT', 'subjects');

-- The erasable texts, whose salted hashes stand in the facts. An erasure deletes here and nowhere else.
CREATE TABLE words (
    position bigint NOT NULL,
    pointer text COLLATE "C" NOT NULL,
    salt bytea NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (position, pointer)
);
SELECT allow_app('SELECT, INSERT, DELETE', 'words');

-- Which codes and ids are in use. Of each name, the row with the highest position holds; without a kind it is free again.
CREATE TABLE openings (
    position bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    kind text COLLATE "C",
    roots text[] NOT NULL,
    PRIMARY KEY (name, position)
);
SELECT allow_app('SELECT, INSERT', 'openings');

-- What was answered to a request with an Idempotency-Key.
CREATE TABLE answers (
    key text COLLATE "C" PRIMARY KEY,
    digest bytea NOT NULL,
    answer bytea NOT NULL,
    position bigint NOT NULL
);
SELECT allow_app('SELECT, INSERT', 'answers');

-- Names of persons, who stand in the facts by pseudonym only.
CREATE TABLE people (
    person text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    updated bigint NOT NULL
);
SELECT allow_app('SELECT, INSERT, UPDATE, DELETE', 'people');

-- The events under the names that the library eventsourcing has for our columns: its recorder reads from here.
CREATE VIEW stored_events AS
    SELECT position AS notification_id, stream AS originator_id, version AS originator_version, type AS topic,
        facts AS state
    FROM events;
SELECT allow_app('SELECT', 'stored_events');

-- For people who look with psql.
CREATE VIEW readable_events AS
    SELECT position, type,
        timestamptz 'epoch' + effective_at * interval '1 microsecond' AS effective_at,
        timestamptz 'epoch' + recorded_at * interval '1 microsecond' AS recorded_at,
        recorded_by, id, stream, version, convert_from(facts, 'UTF8') AS facts, made,
        convert_from(answer, 'UTF8') AS answer
    FROM events;
SELECT allow_app('SELECT', 'readable_events');
