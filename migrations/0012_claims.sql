-- R40: what misreporting cost and is passed on to the reseller. A claim has a direct cost, a cost of
-- handling it, or both, each with the VAT treatment that was chosen for it. The salt is that of the
-- journal's commitments to what a person typed.
create table claim (
  reseller_id text not null collate "C",
  claim_id bigint generated always as identity,
  claimant text not null,
  reference text not null,
  received_on date not null,
  reason text not null,
  salt bytea not null constraint claim_salt check (length(salt) = 16),
  batch_id bigint not null references batch,
  primary key (reseller_id, claim_id)
);
call append_only('claim');
call behind_door('claim');

create table claim_cost (
  reseller_id text not null collate "C",
  claim_id bigint not null,
  cost text not null collate "C" check (cost in ('direct', 'handling')),
  amount_ore bigint not null constraint claim_cost_positive check (amount_ore > 0),
  vat text not null check (vat in ('within', 'outside')),
  primary key (reseller_id, claim_id, cost),
  foreign key (reseller_id, claim_id) references claim
);
call append_only('claim_cost');
call behind_door('claim_cost');

-- Documentation by hash: the papers themselves are kept by whoever handed them in.
create table claim_document (
  reseller_id text not null collate "C",
  claim_id bigint not null,
  no integer not null,
  file_name text not null,
  size_bytes bigint not null,
  sha256 bytea not null check (length(sha256) = 32),
  primary key (reseller_id, claim_id, no),
  foreign key (reseller_id, claim_id) references claim
);
call append_only('claim_document');
call behind_door('claim_document');

-- Which finding bears how much of it; together never more than the claim.
create table claim_allocation (
  reseller_id text not null collate "C",
  claim_id bigint not null,
  finding_id bigint not null,
  amount_ore bigint not null check (amount_ore >= 0),
  primary key (reseller_id, claim_id, finding_id),
  foreign key (reseller_id, claim_id) references claim
);
call append_only('claim_allocation');
call behind_door('claim_allocation');

create table claim_withdrawal (
  reseller_id text not null collate "C",
  claim_id bigint not null,
  reason text not null,
  salt bytea not null constraint claim_withdrawal_salt check (length(salt) = 16),
  batch_id bigint not null references batch,
  primary key (reseller_id, claim_id),
  foreign key (reseller_id, claim_id) references claim
);
call append_only('claim_withdrawal');
call behind_door('claim_withdrawal');

-- A cost outside the scope of VAT stands on a document of its own (BR-O-11), so one account may have
-- two documents in a run.
alter table document add column vat_scope text not null default 'within'
  check (vat_scope in ('within', 'outside'));
alter table draft_document add column vat_scope text not null default 'within'
  check (vat_scope in ('within', 'outside'));
alter table draft_document drop constraint draft_document_pkey;
alter table draft_document add primary key (reseller_id, run_id, account_id, bill_to, vat_scope);
alter table draft_charge add column vat_scope text not null default 'within'
  check (vat_scope in ('within', 'outside'));
