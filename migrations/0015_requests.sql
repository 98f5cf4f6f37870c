-- R35: a demand for documentation, by whom, about whom, and until when. A demand that Microsoft made
-- to Flexfone and Flexfone passed on has two clocks: Flexfone's own, from when Flexfone received it,
-- and the reseller's. Both due instants are kept as they were computed, beside the calendar.
create table evidence_request (
  reseller_id text not null collate "C",
  request_id bigint generated always as identity,
  requester text not null collate "C" check (requester in ('flexfone', 'auditor', 'microsoft')),
  scope_kind text not null collate "C" check (scope_kind in ('customer', 'reseller')),
  -- '' where the reseller with all its customers is meant.
  customer_id text not null collate "C",
  calendar text not null collate "C" check (calendar in ('statutory', 'extended', 'bank')),
  received_at timestamptz not null,
  due_on date not null,
  due_at timestamptz not null,
  first_received_at timestamptz,
  first_due_on date,
  first_due_at timestamptz,
  language text not null check (language in ('da', 'en')),
  -- SHA-256 over salt, name and note of evidence_request_contact, as the journal holds it.
  contact_commitment bytea not null check (length(contact_commitment) = 32),
  batch_id bigint not null references batch,
  primary key (reseller_id, request_id),
  constraint evidence_request_scope check ((scope_kind = 'customer') = (customer_id <> '')),
  constraint evidence_request_due_later check (due_at > received_at),
  constraint evidence_request_first_clock check (
    num_nulls(first_received_at, first_due_on, first_due_at) = 3
    or (num_nulls(first_received_at, first_due_on, first_due_at) = 0
      and requester = 'microsoft' and first_received_at <= received_at
      and first_due_at > first_received_at))
);
create index evidence_request_by_batch on evidence_request (batch_id);
create index evidence_request_by_id on evidence_request (request_id);
call append_only('evidence_request');
call behind_door('evidence_request');

-- Who asked in person, and what was noted: personal data, outside the chain.
create table evidence_request_contact (
  reseller_id text not null collate "C",
  request_id bigint not null,
  salt bytea not null check (length(salt) = 16),
  requested_by text not null,
  note text not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, request_id),
  foreign key (reseller_id, request_id) references evidence_request
);
call erasable('evidence_request_contact');
call behind_door('evidence_request_contact');

-- R36: what became of a request; the latest state counts, and no row means open. Answering again is
-- a further row with a further pack.
create table evidence_request_state (
  reseller_id text not null collate "C",
  request_id bigint not null,
  batch_id bigint not null references batch,
  state text not null collate "C" check (state in ('answered', 'accepted', 'withdrawn')),
  at timestamptz not null,
  by text not null,
  reason text not null,
  pack_sha256 bytea check (length(pack_sha256) = 32),
  primary key (reseller_id, request_id, batch_id),
  foreign key (reseller_id, request_id) references evidence_request,
  constraint evidence_request_state_pack check ((state = 'answered') = (pack_sha256 is not null)),
  constraint evidence_request_state_reason check (state <> 'withdrawn' or reason <> '')
);
create index evidence_request_state_by_batch on evidence_request_state (batch_id);
call append_only('evidence_request_state');
call behind_door('evidence_request_state');

-- R36: a deadline that passed unanswered, recorded once by whoever noticed it first, and for good.
create table evidence_request_breach (
  reseller_id text not null collate "C",
  request_id bigint not null,
  clock text not null collate "C" check (clock in ('reseller', 'flexfone')),
  due_at timestamptz not null,
  noticed_at timestamptz not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, request_id, clock),
  foreign key (reseller_id, request_id) references evidence_request,
  constraint evidence_request_breach_after check (noticed_at >= due_at)
);
call append_only('evidence_request_breach');
call behind_door('evidence_request_breach');

-- The reseller's own documents by hash: their bytes are not kept here (R37). Their names are under the
-- commitment in the journal.
create table evidence_attachment (
  reseller_id text not null collate "C",
  request_id bigint not null,
  sha256 bytea not null check (length(sha256) = 32),
  name text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  added_at timestamptz not null,
  added_by text not null,
  salt bytea not null check (length(salt) = 16),
  batch_id bigint not null references batch,
  primary key (reseller_id, request_id, sha256),
  foreign key (reseller_id, request_id) references evidence_request
);
call append_only('evidence_attachment');
call behind_door('evidence_attachment');

-- R36: which mails were written about a request, one a local day at most; key leads to the outbox.
create table evidence_request_mail (
  reseller_id text not null collate "C",
  request_id bigint not null,
  kind text not null collate "C" check (kind in ('receipt', 'reminder', 'breach')),
  on_date date not null,
  key text not null collate "C",
  batch_id bigint not null references batch,
  primary key (reseller_id, request_id, kind, on_date),
  foreign key (reseller_id, request_id) references evidence_request,
  constraint evidence_request_mail_once unique (reseller_id, key)
);
create unique index evidence_request_mail_first on evidence_request_mail (reseller_id, request_id, kind)
  where kind in ('receipt', 'breach');
call append_only('evidence_request_mail');
call behind_door('evidence_request_mail');
