-- Who writes here: one row. The witness outside the database says the same, or this box takes a new incarnation.
CREATE TABLE identity (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  site BLOB NOT NULL,
  incarnation INTEGER NOT NULL,
  nonce INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  clean INTEGER NOT NULL
) STRICT;

CREATE TABLE device (ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  ward TEXT NOT NULL,
  family INTEGER NOT NULL,
  site BLOB NOT NULL,
  incarnation INTEGER NOT NULL,
  device INTEGER NOT NULL,
  UNIQUE (ward, family, site, incarnation, device)
) STRICT;

-- What is durable here, as closed ranges. The readings in tail count as well: they enter here when they leave the tail.
CREATE TABLE context (
  stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (stream, first)
) STRICT, WITHOUT ROWID;

-- Live rows of all shards but observations.
CREATE TABLE live_row (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  ward TEXT NOT NULL,
  family INTEGER NOT NULL,
  key TEXT NOT NULL,
  supersedes BLOB NOT NULL,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  payload BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX live_row_by_dot ON live_row (stream, seq);
CREATE INDEX live_row_by_key ON live_row (ward, family, key);

-- The version vector of a register's key: what has been superseded. Grow-only facts have none.
CREATE TABLE superseded (
  ward TEXT NOT NULL, family INTEGER NOT NULL, key TEXT NOT NULL, seen BLOB NOT NULL,
  PRIMARY KEY (ward, family, key)
) STRICT, WITHOUT ROWID;

-- The hot tail: one appended row per commit and device, merged and then sealed into segments.
CREATE TABLE tail (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  from_millis INTEGER NOT NULL,
  until_millis INTEGER NOT NULL,
  merged INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  from_millis INTEGER NOT NULL,
  until_millis INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segment_by_seq ON segment (stream, first);
CREATE INDEX segment_by_time ON segment (stream, until_millis, from_millis);

CREATE TABLE lost (
  stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  reason INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (stream, first)
) STRICT, WITHOUT ROWID;

-- Acknowledged by a peer, and then removed here because it was older than the retention.
CREATE TABLE expired (
  stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (stream, first)
) STRICT, WITHOUT ROWID;

-- Sequences that came with two different contents.
CREATE TABLE equivocation (
  stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (stream, first)
) STRICT, WITHOUT ROWID;

-- Bodies that failed their check, and second contents of a sequence that was held already: kept for people to look at.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  at INTEGER NOT NULL,
  why TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- Names of the last messages of each device, so that a repeated one is not a second measurement.
CREATE TABLE message (id INTEGER PRIMARY KEY, device TEXT NOT NULL, names BLOB NOT NULL) STRICT;

-- What each peer has acknowledged as durable there.
CREATE TABLE peer (
  site BLOB NOT NULL, stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (site, stream, first)
) STRICT, WITHOUT ROWID;
