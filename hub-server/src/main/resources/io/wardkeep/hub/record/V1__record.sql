-- The hub's merged record. Who writes: the store loop alone. Ids, sequences and times stay in the clear so that range
-- scans work; bodies and payloads are opaque here.

create table shard (
    id integer generated always as identity primary key,
    ward text not null,
    family smallint not null,
    -- counts commits that touched the shard: a writer whose memory is older reads again
    version bigint not null default 0,
    unique (ward, family)
);

create table stream (
    id integer generated always as identity primary key,
    shard integer not null references shard,
    site uuid not null,
    incarnation bigint not null,
    device integer not null,
    unique (shard, site, incarnation, device)
);

-- exact causal context: what is durable here, superseded and declared lost included
create table context (
    stream integer not null references stream,
    first bigint not null,
    last bigint not null,
    primary key (stream, first)
);

create table live_row (
    stream integer not null references stream,
    seq bigint not null,
    shard integer not null references shard,
    key text not null,
    hlc bigint not null,
    kind integer not null,
    supersedes bytea not null,
    payload bytea not null,
    primary key (stream, seq)
);
create index live_row_key on live_row (shard, key);

create table key_vector (
    shard integer not null references shard,
    key text not null,
    vector bytea not null,
    primary key (shard, key)
);

create table block (
    stream integer not null references stream,
    first bigint not null,
    last bigint not null,
    from_millis bigint not null,
    until_millis bigint not null,
    sealed boolean not null default false,
    body bytea not null,
    primary key (stream, first)
);
-- bodies stay as they came: compressing them again and again while small blocks are merged costs more than it saves
alter table block alter column body set storage external;
create index block_time on block (stream, until_millis);

create table lost (
    stream integer not null references stream,
    first bigint not null,
    last bigint not null,
    reason smallint not null,
    at_millis bigint not null,
    primary key (stream, first)
);

-- different data for a dot that is already held, or a body that cannot be read: kept for people, never shown as a value
create table quarantine (
    id bigint generated always as identity primary key,
    stream integer not null references stream,
    first bigint not null,
    last bigint not null,
    reason text not null,
    body bytea not null,
    at timestamptz not null default now()
);

-- filled while joining, so that trends are answered in SQL without decoding; code 0 never occurs
create table minute (
    stream integer not null references stream,
    code integer not null,
    minute bigint not null,
    unit integer not null,
    low double precision not null,
    high double precision not null,
    newest double precision not null,
    newest_millis bigint not null,
    count bigint not null,
    primary key (stream, code, minute)
);

create view trend as
select shard.ward, stream.site, stream.incarnation, stream.device, minute.code, minute.unit,
       to_timestamp(minute.minute * 60) as at, minute.low, minute.high, minute.newest, minute.count
from minute
join stream on stream.id = minute.stream
join shard on shard.id = stream.shard;

create table identity (
    one boolean primary key default true check (one),
    site uuid not null,
    incarnation bigint not null,
    nonce uuid not null,
    clean boolean not null
);
