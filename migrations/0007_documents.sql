-- R31: one row a series; the row is locked while numbers are taken, so they have no gaps.
create table series (
  series text primary key,
  first_number integer not null,
  last_number integer not null,
  limit_number integer not null check (limit_number <= 999999999),
  last_issue_date date,
  constraint series_not_exhausted check (last_number between first_number - 1 and limit_number)
);
grant select, update (last_number, last_issue_date) on series to takst_writer;
insert into series (series, first_number, last_number, limit_number) values
  ('invoice', 10000001, 10000000, 49999999),
  ('credit-note', 50000001, 50000000, 89999999);

-- R31: each number once, whatever happens to the series' row. A small global table, since a unique
-- number cannot be asked of a table that is distributed by reseller.
create table taken_number (
  number integer primary key,
  series text not null references series
);
call append_only('taken_number');

-- R32: the frozen document, its text and the hash of that text.
create table document (
  reseller_id text not null collate "C",
  number integer not null,
  kind text not null collate "C" check (kind in ('invoice', 'credit-note')),
  bill_to text not null check (bill_to in ('customer', 'reseller')),
  account_id text not null collate "C",
  run_id bigint not null,
  run_month date not null,
  issue_date date not null,
  due_date date,
  net_ore bigint not null,
  vat_ore bigint not null,
  total_ore bigint not null constraint document_adds_up check (total_ore = net_ore + vat_ore),
  payment_id text,
  body text not null,
  body_sha256 bytea not null check (length(body_sha256) = 32),
  primary key (reseller_id, number)
);
create index document_by_month on document (run_month, number);
create index document_by_run on document (run_id);
create index document_by_account on document (account_id, run_month);
call append_only('document');
call behind_door('document');

-- R32: the bytes first rendered are the ones handed out ever after.
create table rendering (
  reseller_id text not null collate "C",
  number integer not null,
  format text not null,
  renderer_version text not null,
  sha256 bytea not null check (length(sha256) = 32),
  bytes bytea not null,
  rendered_at timestamptz not null,
  primary key (reseller_id, number, format),
  foreign key (reseller_id, number) references document
);
call append_only('rendering');
call behind_door('rendering');
