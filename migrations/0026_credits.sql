-- R10: credit notes. What a credit note takes back stands among the charges as rows below 0, so that what
-- was posted for a key is a plain sum over its rows and nobody can forget the credits.
alter table batch drop constraint batch_kind_check;
alter table batch add constraint batch_kind_check check (kind in (
  'master', 'calls', 'rates', 'catalogue', 'retry', 'run', 'close',
  'order', 'declaration', 'ruling', 'evidence', 'findings', 'request', 'pack', 'claim', 'key',
  'mail', 'retention', 'source', 'rerate', 'quarantine', 'credit'));

-- A key may be credited several times between two runs, on one document each. The run of a credit's rows
-- is the last one that was finished before it.
alter table charge drop constraint charge_pkey;
alter table charge add constraint charge_pkey
  primary key (reseller_id, customer_id, service_month, kind, key, number);

-- Which invoice a credit note takes something off: always one, of the same account.
create table credit_note (
  reseller_id text not null collate "C",
  number integer not null,
  corrects integer not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, number),
  foreign key (reseller_id, number) references document,
  foreign key (reseller_id, corrects) references document,
  constraint credit_note_corrects_another check (corrects <> number)
);
create index credit_note_by_invoice on credit_note (reseller_id, corrects);
create index credit_note_by_batch on credit_note (batch_id);
call append_only('credit_note');
call behind_door('credit_note');

-- What was released of a proposal, by credit note.
create table credit_release (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  proposal_id bigint not null,
  number integer not null references taken_number,
  amount_ore bigint not null constraint credit_release_positive check (amount_ore > 0),
  batch_id bigint not null references batch,
  primary key (reseller_id, customer_id, proposal_id, number),
  foreign key (reseller_id, customer_id, proposal_id) references credit_proposal
);
call append_only('credit_release');
call behind_door('credit_release');
