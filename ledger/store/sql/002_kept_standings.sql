-- The kept view of every mandate's standing. It is rebuilt beside the old one, under the next number, and then swapped in:
-- `live` says which number is read. Nothing in it is true by itself: it can be thrown away and made anew from the events.
CREATE TABLE kept_views (
    name text COLLATE "C" PRIMARY KEY,
    live bigint NOT NULL,
    position bigint NOT NULL
);
INSERT INTO kept_views VALUES ('standings', 1, 0);
SELECT allow_app('SELECT, UPDATE', 'kept_views');

-- A line for each mandate.
CREATE TABLE kept_standings (
    number bigint NOT NULL,
    holder text COLLATE "C" NOT NULL,
    mandate text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    scope text COLLATE "C" NOT NULL,
    state text NOT NULL,
    contested boolean NOT NULL,
    line bytea NOT NULL,
    PRIMARY KEY (number, holder, mandate)
);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_standings');

-- Everyone who ever sought a mandate. After next_change_at their lines may no longer hold, or there may be more of them,
-- although nothing was recorded.
CREATE TABLE kept_standings_holders (
    number bigint NOT NULL,
    holder text COLLATE "C" NOT NULL,
    next_change_at bigint,
    PRIMARY KEY (number, holder)
);
CREATE INDEX kept_standings_holders_due_idx ON kept_standings_holders (number, next_change_at);
SELECT allow_app('SELECT, INSERT, DELETE', 'kept_standings_holders');

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
CREATE INDEX openings_mandates_idx ON openings ((roots[2] COLLATE "C"), name) WHERE kind = 'mandate';
