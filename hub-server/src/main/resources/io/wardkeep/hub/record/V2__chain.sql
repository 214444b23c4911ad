-- The hash chains of streams: of rows every value that was told or minted here, of readings the newest that was told.
-- The highest position of a stream is where its chain stands.
create table chain (
    stream integer not null references stream,
    seq bigint not null,
    hash bigint not null,
    primary key (stream, seq)
);
