-- R38, R39: one of Microsoft's exports as it was handed in about a customer. The bytes are not kept;
-- their SHA-256 is, beside what was kept of them and the names of what was left behind. Accounts of the
-- tenant that belong to no employee are counted and not kept.
create table evidence_file (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  file_id bigint generated always as identity,
  format text not null collate "C",
  strength text not null collate "C"
    check (strength in ('graph', 'partner-center', 'admin-centre', 'report', 'script')),
  file_name text not null,
  sha256 bytea not null check (length(sha256) = 32),
  as_of date not null,
  -- Who says so: the file itself, whoever handed it in, or nobody: then it is the day of receipt.
  dated_by text not null check (dated_by in ('file', 'hand', 'receipt')),
  tenant_id text not null,
  accounts_read integer not null check (accounts_read >= 0),
  accounts_kept integer not null check (accounts_kept >= 0),
  licensed_others integer not null check (licensed_others >= 0),
  kept_columns text[] not null,
  dropped_columns text[] not null,
  remarks text[] not null,
  -- Over the accounts kept, in order and with their commitments, and over the totals.
  accounts_sha256 bytea not null check (length(accounts_sha256) = 32),
  -- Name, columns and remarks are sealed by a commitment: somebody else chose their words.
  salt bytea not null check (length(salt) = 16),
  received_at timestamptz not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, customer_id, file_id)
);
create index evidence_file_by_id on evidence_file (file_id);
create index evidence_file_by_customer on evidence_file (customer_id);
call append_only('evidence_file');
call behind_door('evidence_file');

-- An account of the file, tied to the employee it answers to; two rows for one employee or one line
-- are an ambiguity. Who the account is stands in evidence_person, and here only its commitment. The
-- three tables of a file's rows have no foreign keys: they are written with the file, in bulk, and are
-- found through it.
create table evidence_account (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  file_id bigint not null,
  no integer not null,
  line integer not null,
  employee_id text not null collate "C",
  matched_by text not null check (matched_by in ('upn', 'smtp', 'alias')),
  sort text not null check (sort in ('member', 'guest', 'shared-mailbox', 'deleted')),
  enabled boolean,
  licences text not null,
  commitment bytea not null check (length(commitment) = 32),
  primary key (reseller_id, customer_id, file_id, no)
);
call append_only('evidence_account');
call behind_door('evidence_account');

-- Personal data of the accounts kept: erased by retention, after which the commitment stands alone.
create table evidence_person (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  file_id bigint not null,
  no integer not null,
  salt bytea not null check (length(salt) = 16),
  upn text not null,
  object_id text not null,
  primary_smtp text not null,
  -- A JSON list.
  aliases text not null,
  primary key (reseller_id, customer_id, file_id, no)
);
call erasable('evidence_person');
call behind_door('evidence_person');

-- What a tenant holds of a SKU (subscribedSkus).
create table evidence_total (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  file_id bigint not null,
  no integer not null,
  guid text not null,
  part_number text not null,
  name text not null,
  consumed integer not null,
  enabled integer not null,
  active boolean not null,
  primary key (reseller_id, customer_id, file_id, no)
);
call append_only('evidence_total');
call behind_door('evidence_total');

-- R39: a disagreement that somebody must settle; known by customer, type, employee ('' where it
-- concerns the customer) and subject as long as it is not settled.
create table finding (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  finding_id bigint generated always as identity,
  type text not null collate "C",
  employee_id text not null collate "C",
  subject text not null collate "C",
  raised_at timestamptz not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, customer_id, finding_id)
);
create index finding_by_id on finding (finding_id);
create index finding_by_customer on finding (customer_id);
call append_only('finding');
call behind_door('finding');

-- How it looked at a cross-check; a further row only where something of it changed. What was declared
-- and evidenced is under the commitment in the journal.
create table finding_observation (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  finding_id bigint not null,
  batch_id bigint not null references batch,
  file_id bigint,
  declared text not null,
  declared_class text not null,
  evidenced text not null,
  evidenced_class text not null,
  since date,
  -- Empty where it has no effect that can be told in kroner.
  per_month_ore bigint,
  total_ore bigint,
  -- '' where the evidence is Takst's own register.
  strength text not null collate "C",
  as_of date,
  grade text not null check (grade in ('strong', 'fair', 'weak')),
  observed_at timestamptz not null,
  salt bytea not null check (length(salt) = 16),
  primary key (reseller_id, customer_id, finding_id, batch_id)
);
create index finding_observation_by_finding on finding_observation (finding_id, batch_id);
call append_only('finding_observation');
call behind_door('finding_observation');

-- What became of it; the latest row counts. Names and reasons are under the commitment in the journal.
create table finding_state (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  finding_id bigint not null,
  batch_id bigint not null references batch,
  state text not null collate "C" check (state in ('open', 'settled', 'waived')),
  ending text not null collate "C"
    check (ending in ('', 'declaration', 'ruling', 'evidence', 'register', 'waiver')),
  reference text not null,
  at timestamptz not null,
  by text not null,
  reason text not null,
  salt bytea not null check (length(salt) = 16),
  primary key (reseller_id, customer_id, finding_id, batch_id),
  constraint finding_state_ending check ((state = 'open') = (ending = '')),
  constraint finding_state_waiver check ((state = 'waived') = (ending = 'waiver')),
  constraint finding_state_reason check (state <> 'waived' or reason <> '')
);
create index finding_state_by_finding on finding_state (finding_id, batch_id);
call append_only('finding_state');
call behind_door('finding_state');

-- Who has to see to it, and until when; the latest row counts.
create table finding_assignment (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  finding_id bigint not null,
  batch_id bigint not null references batch,
  owner text not null,
  due_on date not null,
  at timestamptz not null,
  salt bytea not null check (length(salt) = 16),
  primary key (reseller_id, customer_id, finding_id, batch_id)
);
create index finding_assignment_by_finding on finding_assignment (finding_id, batch_id);
call append_only('finding_assignment');
call behind_door('finding_assignment');
