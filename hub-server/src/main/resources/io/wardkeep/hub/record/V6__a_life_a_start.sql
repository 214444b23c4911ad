-- Every start begins a new life, however the last one ended.
alter table identity drop column clean;
