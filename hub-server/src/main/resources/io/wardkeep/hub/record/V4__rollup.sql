-- The minutes of a sealed block, each array from the same minute on: 46,000 rows a day for 64 beds instead of 460,000,
-- written when the block has come to rest and not while gateways wait for their acknowledgement.
drop view trend;
drop table minute;

alter table block add column rolled boolean not null default false;
create index block_open on block (stream, first) where not sealed;
create index block_to_roll on block (stream, first) where sealed and not rolled;

create table rollup (
    stream integer not null references stream,
    first bigint not null,
    code integer not null,
    unit integer not null,
    minute bigint not null,
    low real[] not null,
    high real[] not null,
    newest real[] not null,
    count integer[] not null,
    primary key (stream, code, first)
);

create view trend as
select shard.ward, stream.site, stream.incarnation, stream.device, rollup.code, rollup.unit,
       to_timestamp((rollup.minute + part.at - 1) * 60) as at,
       min(part.low)::numeric::double precision as low,
       max(part.high)::numeric::double precision as high,
       ((array_agg(part.newest order by rollup.first desc))[1])::numeric::double precision as newest,
       sum(part.count) as count
from rollup
join stream on stream.id = rollup.stream
join shard on shard.id = stream.shard
cross join lateral unnest(rollup.low, rollup.high, rollup.newest, rollup.count)
    with ordinality as part(low, high, newest, count, at)
where part.count > 0
group by shard.ward, stream.site, stream.incarnation, stream.device, rollup.code, rollup.unit,
         rollup.minute + part.at;
