-- Earlier lives of this hub of which a restored database may have lost something: gateways may give it back.
create table lost_life (
    first bigint not null,
    last bigint not null,
    why text not null,
    at timestamptz not null default now(),
    primary key (first, last)
);
