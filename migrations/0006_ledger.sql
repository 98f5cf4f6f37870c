-- R23: the chart of accounts is data.
create table chart_account (
  account text primary key,
  name_da text not null,
  name_en text not null,
  type text not null check (type in ('asset', 'liability', 'revenue', 'expense')),
  external_account text not null,
  vat_code text not null,
  batch_id bigint not null references batch
);
call append_only('chart_account');
grant select on chart_account to takst_door;

-- R22: one chain per reseller. The hash covers this row, its postings and the hash before it.
create table ledger_transaction (
  reseller_id text not null collate "C",
  seq bigint not null check (seq > 0),
  accounting_date date not null,
  recorded_at timestamptz not null,
  document_number integer,
  document_sha256 bytea,
  text text not null,
  prev_hash bytea not null check (length(prev_hash) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (reseller_id, seq)
);
create index ledger_transaction_by_document on ledger_transaction (reseller_id, document_number);
call append_only('ledger_transaction');
call behind_door('ledger_transaction');

-- R21: a posting moves a positive amount of øre from one account to another, so it cannot be
-- unbalanced and no trigger has to add anything up.
create table posting (
  reseller_id text not null collate "C",
  seq bigint not null,
  no integer not null,
  debit text not null references chart_account,
  credit text not null references chart_account,
  amount_ore bigint not null constraint posting_amount_positive check (amount_ore > 0),
  customer_id text not null collate "C",
  service_month date,
  kind text not null collate "C",
  primary key (reseller_id, seq, no),
  foreign key (reseller_id, seq) references ledger_transaction,
  constraint posting_two_accounts check (debit <> credit)
);
call append_only('posting');
call behind_door('posting');

-- R24: no posting with an accounting date in a closed month.
create table closed_month (
  month date primary key check (extract(day from month) = 1),
  closed_at timestamptz not null,
  closed_by text not null,
  batch_id bigint not null references batch
);
call append_only('closed_month');
