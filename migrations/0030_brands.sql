-- What brands add to the kinds of batches, whatever the kinds were before.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into known
  from pg_constraint where conname = 'batch_kind_check' and conrelid = 'takst.batch'::regclass;
  alter table batch drop constraint batch_kind_check;
  execute format('alter table batch add constraint batch_kind_check %s',
    replace(known, ']', ', ''brand''::text]'));
end
$$;

-- A logo as it is drawn, kept once by the hash of its bytes: documents name it by that (R32).
create table brand_logo (
  reseller_id text not null collate "C",
  sha256 bytea not null,
  width integer not null constraint brand_logo_has_width check (width > 0),
  height integer not null constraint brand_logo_has_height check (height > 0),
  bytes bytea not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, sha256),
  constraint brand_logo_is_its_hash check (sha256 = pg_catalog.sha256(bytes))
);
call append_only('brand_logo');
call behind_door('brand_logo');

-- How the documents of a white-label reseller's customers look; the latest row counts. No colour: the
-- reseller has no brand any more.
create table brand (
  reseller_id text not null collate "C",
  batch_id bigint not null references batch,
  colour text collate "C" constraint brand_colour_is_hex check (colour ~ '^#[0-9a-f]{6}$'),
  logo_sha256 bytea,
  primary key (reseller_id, batch_id),
  foreign key (reseller_id, logo_sha256) references brand_logo,
  constraint brand_logo_needs_colour check (colour is not null or logo_sha256 is null)
);
call append_only('brand');
call behind_door('brand');
