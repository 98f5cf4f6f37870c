-- A call from somebody without an active integration is rated all the same and is a compliance fact:
-- what a batch rated of an employee's month, as the activations were known then. It goes when the calls
-- of its month are purged.
create table inactive_caller (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null check (extract(day from service_month) = 1),
  employee_id text not null collate "C",
  batch_id bigint not null references batch,
  records bigint not null check (records > 0),
  -- When the first and the last of them began.
  first_at timestamptz not null,
  last_at timestamptz not null check (last_at >= first_at),
  primary key (reseller_id, customer_id, service_month, employee_id, batch_id)
);
create index inactive_caller_by_batch on inactive_caller (batch_id);
call erasable('inactive_caller');
call behind_door('inactive_caller');

-- How a file of calls was read; '' for files taken in before this was kept. A source is '' too where the
-- format needs none, since its records name theirs.
alter table call_batch
  add column format text not null default '' collate "C",
  add column source text not null default '' collate "C";
