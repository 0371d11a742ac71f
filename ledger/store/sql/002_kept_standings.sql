-- The kept view of every mandate's standing. It is rebuilt beside the old one, under the next number, and then swapped in:
-- `live` says which number is read. Nothing in it is true by itself: it can be thrown away and made anew from the events.
CREATE TABLE kept_views (
    name text COLLATE "C" PRIMARY KEY,
    live bigint NOT NULL,
    position bigint NOT NULL
);
INSERT INTO kept_views VALUES ('standings', 1, 0);
SELECT allow_app('SELECT, UPDATE', 'kept_views');

-- A line for each mandate. After next_change_at it may no longer hold, although nothing was recorded.
CREATE TABLE kept_standings (
    number bigint NOT NULL,
    holder text COLLATE "C" NOT NULL,
    mandate text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    scope text COLLATE "C" NOT NULL,
    state text NOT NULL,
    contested boolean NOT NULL,
    next_change_at bigint,
    line bytea NOT NULL,
    PRIMARY KEY (number, holder, mandate)
);
CREATE INDEX kept_standings_due_idx ON kept_standings (number, next_change_at);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_standings');

-- What a holder's lines were read from: when one of these subjects gets a new event, they are folded again.
CREATE TABLE kept_standings_rest_on (
    number bigint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    holder text COLLATE "C" NOT NULL,
    PRIMARY KEY (number, subject, holder)
);
CREATE INDEX kept_standings_rest_on_holder_idx ON kept_standings_rest_on (number, holder);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_standings_rest_on');

-- Mandates in the order of their holders, for lists.
CREATE INDEX openings_mandates_idx ON openings ((roots[2]), name) WHERE kind = 'mandate';
