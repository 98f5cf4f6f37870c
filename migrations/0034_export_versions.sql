-- R32: what a file of a finance export was made with belongs to it, and one made otherwise is a
-- further version beside it. Files from before say neither (null), and are version 1.
alter table finance_export_file
  add column version integer not null default 1
    constraint finance_export_file_version_positive check (version > 0),
  add column settings text,
  add column debtors text,
  add constraint finance_export_file_made_with
    check ((settings is null) = (debtors is null) and (version = 1 or settings is not null));
alter table finance_export_file drop constraint finance_export_file_pkey;
alter table finance_export_file add constraint finance_export_file_pkey
  primary key (export_no, format, version);

-- A file's bytes in parts of bounded size, in their order; its hash is over all of them. They are
-- written while the hash is still being made, so their file may come after them.
create table finance_export_part (
  export_no integer not null,
  format text not null collate "C",
  version integer not null,
  part integer not null check (part > 0),
  bytes bytea not null,
  primary key (export_no, format, version, part),
  constraint finance_export_part_of_file foreign key (export_no, format, version)
    references finance_export_file deferrable initially deferred
);
call append_only('finance_export_part');
