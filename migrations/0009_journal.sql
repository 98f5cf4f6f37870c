-- What compliance adds to the journal of batches, and the chain that seals it.
alter table batch drop constraint batch_kind_check;
alter table batch add constraint batch_kind_check check (kind in (
  'master', 'calls', 'rates', 'catalogue', 'retry', 'run', 'close',
  'order', 'declaration', 'ruling', 'evidence', 'findings', 'request', 'pack', 'claim', 'key',
  'mail', 'retention'));

-- A session that once named a reseller has '' ever after, and rows that are nobody's have '' for their
-- reseller: a door that names no reseller sees none of them (R42).
create or replace procedure behind_door(target regclass)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy writer_does_all on %s to takst_writer using (true) with check (true)', target);
  execute format(
    $policy$create policy door_reads_own on %s for select to takst_door
      using (reseller_id = nullif(current_setting('takst.reseller_id', true), ''))$policy$, target);
  execute format('grant select on %s to takst_door', target);
end
$$;

do $$
declare
  guarded text;
begin
  for guarded in
    select tablename from pg_policies where schemaname = 'takst' and policyname = 'door_reads_own'
  loop
    execute format(
      $policy$alter policy door_reads_own on takst.%I
        using (reseller_id = nullif(current_setting('takst.reseller_id', true), ''))$policy$, guarded);
  end loop;
end
$$;

-- R37, R43: one chain of hashes per reseller ('' for what concerns them all) over what was done:
-- who, when, through which door and why, and what. Personal data never stand in the content: only a
-- commitment to them does, SHA-256 over a salt and the value, so that erasing salt and value leaves
-- the chain as verifiable as before.
create table journal_entry (
  reseller_id text not null collate "C",
  seq bigint not null check (seq > 0),
  batch_id bigint not null references batch,
  kind text not null collate "C",
  content text not null,
  prev_hash bytea not null check (length(prev_hash) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (reseller_id, seq)
);
create index journal_entry_by_batch on journal_entry (batch_id);
call append_only('journal_entry');
call behind_door('journal_entry');

-- Personal data that the law wants gone one day: the writer may add and take away, never change.
create procedure erasable(target regclass)
language plpgsql as $$
begin
  execute format('grant select, insert, delete on %s to takst_writer', target);
end
$$;
revoke all on procedure erasable(regclass) from public;

-- The journal seals a batch's declarations together, so they are read again in that order.
create index declaration_by_batch on declaration (batch_id, reseller_id, declaration_id);
