-- Roles, and the two habits of every table: who may do what, and what may never change.
-- The owner runs migrations and nothing else. takst_writer does what commands do; takst_door serves
-- resellers, auditors and reports behind row-level security. Roles belong to the whole server, so
-- another database may have made them already.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['takst_writer', 'takst_door'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
    -- From PostgreSQL 16 on, who creates a role may grant it but not take it on.
    if current_setting('server_version_num')::int >= 160000 then
      if not pg_has_role(current_user, wanted, 'SET') then
        execute format('grant %I to current_user with inherit true, set true', wanted);
      end if;
    elsif not exists (
      select from pg_auth_members m
      where m.roleid = wanted::regrole and m.member = current_user::regrole
    ) then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
end
$$;

grant usage on schema takst to takst_writer, takst_door;
-- Every command asks whether the schema is up to date, also one that is no owner.
grant select on migration to takst_writer, takst_door;
revoke create on schema takst from public;

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% on takst.% is refused: the table is append-only (R21)', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

-- Facts: the writer may read and add. The statement trigger also stops the owner on plain
-- PostgreSQL; what the program relies on is the missing right.
create procedure append_only(target regclass)
language plpgsql as $$
begin
  execute format('grant select, insert on %s to takst_writer', target);
  execute format(
    'create trigger append_only before update or delete or truncate on %s
     for each statement execute function takst.refuse_change()', target);
end
$$;

-- Working tables: the writer may also take rows away again.
create procedure working_table(target regclass)
language plpgsql as $$
begin
  execute format('grant select, insert, update, delete on %s to takst_writer', target);
end
$$;

-- A reseller's own rows: the door sees those of the reseller that the transaction names, no other.
create procedure behind_door(target regclass)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy writer_does_all on %s to takst_writer using (true) with check (true)', target);
  execute format(
    $policy$create policy door_reads_own on %s for select to takst_door
      using (reseller_id = current_setting('takst.reseller_id', true))$policy$, target);
  execute format('grant select on %s to takst_door', target);
end
$$;

revoke all on procedure append_only(regclass), working_table(regclass), behind_door(regclass)
  from public;

-- Every set of facts is taken in as a batch: who, when, through which door and why (R43). All facts
-- carry the batch's number, and a cut-off is a batch number (R25).
create table batch (
  batch_id bigint generated always as identity primary key,
  kind text not null collate "C" check (kind in ('master', 'calls', 'rates', 'catalogue', 'retry', 'run', 'close')),
  source_name text not null collate "C",
  sha256 bytea check (length(sha256) = 32),
  recorded_at timestamptz not null,
  recorded_by text not null,
  channel text not null,
  reason text not null default ''
);
call append_only('batch');

-- Files that came in, by content. A file with faults left behind may come again (R44).
create table imported_file (
  sha256 bytea not null check (length(sha256) = 32),
  kind text not null collate "C",
  batch_id bigint not null references batch,
  file_name text not null,
  rows_read bigint not null,
  rows_recorded bigint not null,
  rows_unchanged bigint not null,
  rows_faulty bigint not null,
  primary key (sha256, kind, batch_id)
);
create unique index imported_file_once on imported_file (sha256, kind) where rows_faulty = 0;
call append_only('imported_file');

-- Bad rows that --skip-bad left out: kept with their text, as evidence (R44).
create table kept_fault (
  batch_id bigint not null references batch,
  no integer not null,
  code text not null collate "C",
  source text not null,
  line bigint not null,
  column_name text not null,
  value text not null,
  message text not null,
  raw text not null,
  primary key (batch_id, no)
);
call append_only('kept_fault');

-- R9: a fact that can change what is due marks (customer, months) in its own transaction. An open
-- end means "every month from there on"; kind says which charges the fact can change.
create table stale_mark (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  from_month date not null check (extract(day from from_month) = 1),
  to_month date check (to_month >= from_month),
  kind text not null collate "C" check (kind in ('licence', 'usage', 'any')),
  cause text not null collate "C",
  batch_id bigint not null references batch,
  primary key (reseller_id, customer_id, batch_id, from_month, kind, cause)
);
create index stale_mark_by_batch on stale_mark (batch_id);
call append_only('stale_mark');
call behind_door('stale_mark');
