-- The hash chains of streams: their values at some positions, the highest of which is where the chain stands. Of rows
-- written here at every position; of readings written here at least every 4096, what is between follows from them; of
-- what others wrote, the newest that was told.
CREATE TABLE chain (
  stream INTEGER NOT NULL, seq INTEGER NOT NULL, hash INTEGER NOT NULL,
  PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

-- Lives of this box under whose name somebody else wrote as well. What nobody had accepted of them is minted again, in
-- the life that begins next; then "minted" is 1.
CREATE TABLE fork (
  incarnation INTEGER PRIMARY KEY, at INTEGER NOT NULL, detail TEXT NOT NULL, minted INTEGER NOT NULL
) STRICT;
