-- A source of calls: the PBX that writes the files, with what the files do not say themselves: format,
-- zone, whose calls they are, which rows are billed. An edited source is a new version beside the old
-- one; the latest counts. Sources are few and belong to the operator, so they have no reseller.
alter table batch drop constraint batch_kind_check;
alter table batch add constraint batch_kind_check check (kind in (
  'master', 'calls', 'rates', 'catalogue', 'retry', 'run', 'close',
  'order', 'declaration', 'ruling', 'evidence', 'findings', 'request', 'pack', 'claim', 'key',
  'mail', 'retention', 'source', 'rerate', 'quarantine'));

create table call_source (
  source text not null collate "C",
  version integer not null check (version > 0),
  format text not null collate "C",
  zone text not null,
  -- What an hour that the clock shows twice means (the last Sunday of October).
  ambiguous text not null check (ambiguous in ('earlier', 'later', 'quarantine')),
  -- '' where the records themselves tell whose they are.
  customer_id text not null collate "C",
  -- Everything else of the settings, as JSON.
  options jsonb not null,
  batch_id bigint not null references batch,
  primary key (source, version)
);
call append_only('call_source');

-- The source whose settings read a record that waits; '' for files that need none (SPEC 10).
alter table quarantine add column file_source text not null default '' collate "C";
