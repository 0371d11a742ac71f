-- Kept views of what is due and of what the rules find, made by the same mechanism as that of the standings, which gets
-- its tables anew here: whatever they held can be made again from the events.
--
-- Of each view there are lines, by owner: a holder's standings, what an organisation has to see to, the findings on an
-- event. kept_…_again says when an owner's lines are to be folded again by the calendar: 0 is at once, since something
-- that they rest on was recorded. kept_…_rest_on says what they were read from: a subject, and of it one facet, or all
-- of them where that is empty.
DROP TABLE kept_standings, kept_standings_holders, kept_standings_rest_on;
UPDATE kept_views SET position = 0;
INSERT INTO kept_views VALUES ('due', 1, 0), ('findings', 1, 0);

CREATE TABLE kept_standings (
    number bigint NOT NULL,
    owner text COLLATE "C" NOT NULL,
    mandate text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    scope text COLLATE "C" NOT NULL,
    state text NOT NULL,
    contested boolean NOT NULL,
    line bytea NOT NULL,
    PRIMARY KEY (number, owner, mandate)
);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_standings');

CREATE TABLE kept_due (
    number bigint NOT NULL,
    due_at bigint NOT NULL,
    owner text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    who text COLLATE "C" NOT NULL,
    line bytea NOT NULL,
    PRIMARY KEY (number, due_at, owner, kind, id, who)
);
CREATE INDEX kept_due_owner_idx ON kept_due (number, owner, due_at);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_due');

-- The owner of findings is the event that they are about, by its position.
CREATE TABLE kept_findings (
    number bigint NOT NULL,
    owner bigint NOT NULL,
    ordinal bigint NOT NULL,
    rule text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    line bytea NOT NULL,
    PRIMARY KEY (number, owner, ordinal)
);
CREATE INDEX kept_findings_rule_idx ON kept_findings (number, rule, owner);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_findings');

CREATE TABLE kept_standings_again (
    number bigint NOT NULL, owner text COLLATE "C" NOT NULL, at bigint NOT NULL, PRIMARY KEY (number, owner)
);
CREATE INDEX kept_standings_again_at_idx ON kept_standings_again (number, at);
SELECT allow_app('SELECT, INSERT, UPDATE, DELETE', 'kept_standings_again');

CREATE TABLE kept_due_again (
    number bigint NOT NULL, owner text COLLATE "C" NOT NULL, at bigint NOT NULL, PRIMARY KEY (number, owner)
);
CREATE INDEX kept_due_again_at_idx ON kept_due_again (number, at);
SELECT allow_app('SELECT, INSERT, UPDATE, DELETE', 'kept_due_again');

CREATE TABLE kept_findings_again (
    number bigint NOT NULL, owner bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (number, owner)
);
CREATE INDEX kept_findings_again_at_idx ON kept_findings_again (number, at);
SELECT allow_app('SELECT, INSERT, UPDATE, DELETE', 'kept_findings_again');

CREATE TABLE kept_standings_rest_on (
    number bigint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    facet text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    PRIMARY KEY (number, subject, facet, owner)
);
CREATE INDEX kept_standings_rest_on_owner_idx ON kept_standings_rest_on (number, owner);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_standings_rest_on');

CREATE TABLE kept_due_rest_on (
    number bigint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    facet text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    PRIMARY KEY (number, subject, facet, owner)
);
CREATE INDEX kept_due_rest_on_owner_idx ON kept_due_rest_on (number, owner);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_due_rest_on');

-- Findings rest on an event's own rows among the subjects, which are not written down again. Where they rest on more, all
-- that they rest on is a ground, known by the hash of what is in it: many events share one, such as the votes in a
-- decision.
CREATE TABLE kept_findings_rest_on (
    number bigint NOT NULL,
    owner bigint NOT NULL,
    ground bytea NOT NULL,
    PRIMARY KEY (number, owner)
);
CREATE INDEX kept_findings_rest_on_ground_idx ON kept_findings_rest_on (number, ground);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_findings_rest_on');

CREATE TABLE kept_findings_grounds (
    number bigint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    facet text COLLATE "C" NOT NULL,
    ground bytea NOT NULL,
    PRIMARY KEY (number, subject, facet, ground)
);
CREATE INDEX kept_findings_grounds_ground_idx ON kept_findings_grounds (number, ground);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_findings_grounds');
