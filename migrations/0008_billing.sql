-- R25: a run with its cut-off and issue date, kept from the first attempt. It is finished when it
-- has a result.
create table billing_run (
  run_id bigint generated always as identity primary key,
  month date not null check (extract(day from month) = 1),
  cut_off_batch bigint not null,
  cut_off_at timestamptz not null,
  issue_date date not null,
  started_by text not null
);
call append_only('billing_run');

create table billing_run_result (
  run_id bigint primary key references billing_run,
  batch_id bigint not null references batch,
  finished_at timestamptz not null,
  summary text not null
);
call append_only('billing_run_result');

create table run_exception (
  reseller_id text not null collate "C",
  run_id bigint not null references billing_run,
  no integer not null,
  code text not null collate "C",
  customer_id text not null collate "C",
  employee_id text not null collate "C",
  since date,
  detail text not null,
  primary key (reseller_id, run_id, no)
);
call append_only('run_exception');
call behind_door('run_exception');

-- R9: what a run posted for a key: a licence's key is the employee, usage's the destination. The sum
-- over all runs is what has been posted for that key.
create table charge (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null check (extract(day from service_month) = 1),
  kind text not null collate "C",
  key text not null collate "C",
  run_id bigint not null,
  number integer not null,
  line_no integer not null,
  amount_ore bigint not null,
  calls bigint not null,
  seconds bigint not null,
  cause text not null collate "C",
  primary key (reseller_id, customer_id, service_month, kind, key, run_id),
  foreign key (reseller_id, number) references document
);
create index charge_by_customer on charge (customer_id, service_month);
create index charge_by_run on charge (run_id);
call append_only('charge');
call behind_door('charge');

-- R10: a negative difference is proposed and finance decides. The latest state counts.
create table credit_proposal (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  proposal_id bigint generated always as identity,
  run_id bigint not null references billing_run,
  service_month date not null,
  kind text not null collate "C",
  key text not null collate "C",
  amount_ore bigint not null check (amount_ore < 0),
  cause text not null collate "C",
  numbers integer[] not null,
  primary key (reseller_id, customer_id, proposal_id)
);
create index credit_proposal_by_customer on credit_proposal (customer_id);
call append_only('credit_proposal');
call behind_door('credit_proposal');

create table credit_proposal_state (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  proposal_id bigint not null,
  state text not null check (state in ('proposed', 'withdrawn', 'released', 'rejected')),
  batch_id bigint not null references batch,
  reason text not null,
  primary key (reseller_id, customer_id, proposal_id, batch_id),
  foreign key (reseller_id, customer_id, proposal_id) references credit_proposal
);
call append_only('credit_proposal_state');
call behind_door('credit_proposal_state');

-- Working tables of a run that is under way (R26): written anew by each attempt.
create table draft_document (
  reseller_id text not null collate "C",
  run_id bigint not null references billing_run,
  account_id text not null collate "C",
  bill_to text not null,
  net_ore bigint not null,
  vat_ore bigint not null,
  body text not null,
  primary key (reseller_id, run_id, account_id, bill_to)
);
call working_table('draft_document');

create table draft_charge (
  reseller_id text not null collate "C",
  run_id bigint not null references billing_run,
  account_id text not null collate "C",
  bill_to text not null,
  line_no integer not null,
  customer_id text not null collate "C",
  service_month date not null,
  kind text not null collate "C",
  key text not null collate "C",
  amount_ore bigint not null,
  calls bigint not null,
  seconds bigint not null,
  cause text not null collate "C",
  primary key (reseller_id, run_id, customer_id, service_month, kind, key)
);
call working_table('draft_charge');
