-- What finance's exports and payments add to the kinds of batches, whatever the kinds were before.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into known
  from pg_constraint where conname = 'batch_kind_check' and conrelid = 'takst.batch'::regclass;
  alter table batch drop constraint batch_kind_check;
  execute format('alter table batch add constraint batch_kind_check %s',
    replace(known, ']', ', ''export''::text, ''payment''::text]'));
end
$$;

-- Numbered batches of documents for the accounting system. Sums are of invoices less credit notes.
create table finance_export (
  export_no integer primary key check (export_no > 0),
  month date not null check (extract(day from month) = 1),
  documents integer not null check (documents > 0),
  net_ore bigint not null,
  vat_ore bigint not null,
  total_ore bigint not null constraint finance_export_adds_up check (total_ore = net_ore + vat_ore),
  recorded_at timestamptz not null,
  recorded_by text not null,
  batch_id bigint not null references batch
);
call append_only('finance_export');

-- The key is the promise: a document is in one batch, ever.
create table finance_export_document (
  reseller_id text not null collate "C",
  number integer not null,
  export_no integer not null references finance_export,
  batch_id bigint not null references batch,
  constraint finance_export_document_once primary key (reseller_id, number),
  foreign key (reseller_id, number) references document
);
create index finance_export_document_by_export on finance_export_document (export_no, number);
call append_only('finance_export_document');
call behind_door('finance_export_document');

-- How far each reseller's chain had come: what the batch's hledger journal of the whole ledger shows.
create table finance_export_head (
  reseller_id text not null collate "C",
  export_no integer not null references finance_export,
  seq bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (reseller_id, export_no)
);
create index finance_export_head_by_export on finance_export_head (export_no);
call append_only('finance_export_head');
call behind_door('finance_export_head');

-- R32: the bytes first rendered are handed out ever after. The hledger journal repeats the ledger,
-- which never changes, so of it only the hash is kept.
create table finance_export_file (
  export_no integer not null references finance_export,
  format text not null collate "C",
  renderer_version text not null,
  sha256 bytea not null check (length(sha256) = 32),
  bytes bytea,
  batch_id bigint not null references batch,
  primary key (export_no, format)
);
call append_only('finance_export_file');

-- The whole ledger in the order of its dates, page by page.
create index ledger_transaction_by_date on ledger_transaction (accounting_date, reseller_id, seq);
