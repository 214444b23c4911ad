-- How far a gateway's clock was off, as its sessions measured it: its clock minus the hub's, at a time of the hub's.
create table clock_offset (
    site uuid not null,
    hub_millis bigint not null,
    offset_millis bigint not null,
    primary key (site, hub_millis)
);
