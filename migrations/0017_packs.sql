-- R37: a sealed pack that answers a request. Answering again makes a further pack; the earlier stays.
-- What it knew is in cut_off_batch, so that it can be made again; ledger_head and journal_head are the
-- last hashes of the reseller's two chains as they stand in it.
create table evidence_pack (
  reseller_id text not null collate "C",
  request_id bigint not null,
  pack_id bigint generated always as identity,
  language text not null collate "C"
    constraint evidence_pack_language check (language in ('da', 'en')),
  cut_off_batch bigint not null,
  employees integer not null,
  open_findings integer not null,
  not_evidenced integer not null,
  size_bytes bigint not null constraint evidence_pack_size check (size_bytes > 0),
  sha256 bytea not null constraint evidence_pack_sha256 check (length(sha256) = 32),
  key_id text not null collate "C",
  ledger_head bytea not null constraint evidence_pack_ledger_head check (length(ledger_head) = 32),
  journal_head bytea not null
    constraint evidence_pack_journal_head check (length(journal_head) = 32),
  made_at timestamptz not null,
  made_by text not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, request_id, pack_id),
  foreign key (reseller_id, request_id) references evidence_request
);
create index evidence_pack_by_id on evidence_pack (pack_id);
create index evidence_pack_by_request on evidence_pack (request_id);
create index evidence_pack_by_time on evidence_pack (made_at);
call append_only('evidence_pack');
call behind_door('evidence_pack');

-- The bytes handed out: personal data, so retention takes them away, and the row above still tells
-- what they were by hash.
create table evidence_pack_bytes (
  reseller_id text not null collate "C",
  request_id bigint not null,
  pack_id bigint not null,
  bytes bytea not null,
  primary key (reseller_id, request_id, pack_id),
  foreign key (reseller_id, request_id, pack_id) references evidence_pack
);
-- A ZIP of stored files is compressed by whoever sends it; here its parts are read as they are.
alter table evidence_pack_bytes alter column bytes set storage external;
call erasable('evidence_pack_bytes');
call behind_door('evidence_pack_bytes');
