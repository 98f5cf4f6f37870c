-- R3: SKUs that the price table is silent about are rows of the catalogue too, of a kind that decides
-- nothing: they share loading, cut-off and "loaded again with an end" with the rows that do.
alter table licence_term drop constraint licence_term_kind_check;
alter table licence_term add constraint licence_term_kind_check
  check (kind in ('plan', 'name', 'sku', 'proposal'));

-- What somebody with the finance role decided about such a SKU, or about a name that nobody knows
-- (sku_guid ''). Never edited: of several on one SKU the later valid_from takes over, and of two from
-- one day the later ruling_id holds. as_plan '' costs what all Business plans cost on the day. The
-- salt is that of the journal's commitment to ruled_by.
create table licence_ruling (
  ruling_id bigint generated always as identity constraint licence_ruling_pkey primary key,
  sku_guid text not null collate "C",
  sku_part_number text not null collate "C",
  name text not null,
  class text not null collate "C"
    constraint licence_ruling_class_check check (class in ('Enterprise', 'Business', 'Add-on')),
  as_plan text not null collate "C"
    constraint licence_ruling_as_plan_check check (as_plan = '' or class = 'Business'),
  valid_from date not null,
  reason text not null constraint licence_ruling_reason_check check (reason <> ''),
  ruled_by text not null constraint licence_ruling_ruled_by_check check (ruled_by <> ''),
  ruled_at timestamptz not null,
  salt bytea not null constraint licence_ruling_salt_check check (length(salt) = 16),
  batch_id bigint not null references batch
);
call append_only('licence_ruling');
grant select on licence_ruling to takst_door;
