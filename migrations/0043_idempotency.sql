-- What was answered to a POST with an Idempotency-Key, for a day, so that whoever heard nothing may ask again
-- and nothing is done twice. reseller_id is '' for the house's own; scope is a hash of who asks, so that
-- no two callers share keys. No fact of the books: rows are taken away again, and no door sees them.
create table http_idempotency (
  reseller_id text not null collate "C",
  scope bytea not null check (length(scope) = 32),
  key text not null collate "C",
  -- Who carries it out now; another one may take over when the lease has lapsed.
  holder uuid not null,
  lease_until timestamptz not null,
  -- SHA-256 of method, address and media type.
  request_hash bytea not null check (length(request_hash) = 32),
  -- SHA-256 of the body, and the answer: null until there is one.
  body_hash bytea check (length(body_hash) = 32),
  status integer,
  headers text,
  body bytea,
  kept_until timestamptz not null,
  primary key (reseller_id, scope, key),
  constraint http_idempotency_answer check (num_nulls(body_hash, status, headers, body) in (0, 4))
);
create index http_idempotency_by_age on http_idempotency (kept_until);
call working_table('http_idempotency');

-- Written in the transaction that does the work (done), or by whoever takes over from one that fell silent
-- (lapsed). One of them at most, since both are rows of one key: work is either on record or can no
-- longer be committed. A table of its own, since rows that are renewed would make such transactions fail.
create table http_idempotency_mark (
  reseller_id text not null collate "C",
  scope bytea not null,
  key text not null collate "C",
  holder uuid not null,
  mark text not null collate "C" check (mark in ('done', 'lapsed')),
  kept_until timestamptz not null,
  constraint http_idempotency_mark_once primary key (reseller_id, scope, key, holder)
);
create index http_idempotency_mark_by_age on http_idempotency_mark (kept_until);
call working_table('http_idempotency_mark');
