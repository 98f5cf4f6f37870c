-- How documents leave the house. To the kinds of batches it adds one, whatever the kinds were before.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into known
  from pg_constraint where conname = 'batch_kind_check' and conrelid = 'takst.batch'::regclass;
  alter table batch drop constraint batch_kind_check;
  execute format('alter table batch add constraint batch_kind_check %s',
    replace(known, ']', ', ''sending''::text]'));
end
$$;

-- How an account gets its documents; of an account's rows the one with the highest number holds.
create table document_route (
  reseller_id text not null collate "C",
  route_id bigint generated always as identity,
  account_id text not null collate "C",
  bill_to text not null collate "C" check (bill_to in ('customer', 'reseller')),
  way text not null collate "C" check (way in ('mail', 'folder', 'hook', 'none')),
  -- Name of the folder or hook, as the configuration knows it.
  target text not null default '' collate "C",
  formats text[] not null,
  -- Documents dated before this day are sent by it only when they are asked for.
  since date not null,
  -- SHA-256 over salt and mail address: what the journal holds in the address's place.
  commitment bytea check (length(commitment) = 32),
  batch_id bigint not null references batch,
  primary key (reseller_id, route_id),
  constraint document_route_mail check ((commitment is not null) = (way = 'mail')),
  constraint document_route_target check ((target <> '') = (way in ('folder', 'hook'))),
  constraint document_route_formats check ((cardinality(formats) = 0) = (way = 'none'))
);
create index document_route_by_account on document_route (account_id, bill_to, route_id);
create index document_route_by_batch on document_route (batch_id);
call append_only('document_route');
call behind_door('document_route');

-- The mail address, which retention erases once another route has taken its place.
create table document_route_address (
  reseller_id text not null collate "C",
  route_id bigint not null,
  salt bytea not null check (length(salt) = 16),
  address text not null,
  primary key (reseller_id, route_id),
  foreign key (reseller_id, route_id) references document_route
);
call erasable('document_route_address');
call behind_door('document_route_address');

-- One sending of a document. A person's "again" is one more of it; the last one tells its state.
create table document_delivery (
  reseller_id text not null collate "C",
  number integer not null,
  no integer not null check (no > 0),
  route_id bigint not null,
  way text not null collate "C" check (way in ('mail', 'folder', 'hook')),
  target text not null collate "C",
  formats text[] not null,
  -- Of a mail: the outbox's key for it.
  mail_key text collate "C",
  queued_at timestamptz not null,
  batch_id bigint not null references batch,
  constraint document_delivery_once primary key (reseller_id, number, no),
  foreign key (reseller_id, number) references document,
  constraint document_delivery_mail check ((mail_key is not null) = (way = 'mail'))
);
create index document_delivery_by_batch on document_delivery (batch_id);
create index document_delivery_by_target on document_delivery (way, target);
call append_only('document_delivery');
call behind_door('document_delivery');

-- What became of a sending by folder or hook; of a mail the outbox knows. The last event counts.
-- `sending` is committed before a hook is called: where it is the last and nobody is sending, the
-- call was cut off and nobody knows. A folder has none: there the same file is simply put again.
create table document_delivery_event (
  reseller_id text not null collate "C",
  number integer not null,
  delivery_no integer not null,
  no integer not null check (no > 0),
  event text not null collate "C" check (event in
    ('sending', 'sent', 'failed', 'refused', 'unknown', 'given-up', 'replaced')),
  at timestamptz not null,
  next_at timestamptz,
  -- What the other side answered, such as `202` or `ENOSPC`; never a body.
  answer text not null default '' check (length(answer) <= 200),
  batch_id bigint not null references batch,
  primary key (reseller_id, number, delivery_no, no),
  foreign key (reseller_id, number, delivery_no) references document_delivery,
  constraint document_delivery_event_next check ((next_at is not null) = (event = 'failed'))
);
create index document_delivery_event_by_batch on document_delivery_event (batch_id);
call append_only('document_delivery_event');
call behind_door('document_delivery_event');

-- What a mail carries beside its text, by reference: the bytes are kept where they were made.
create table outbox_attachment (
  reseller_id text not null collate "C",
  mail_id bigint not null,
  no integer not null check (no > 0),
  file_name text not null collate "C",
  media_type text not null collate "C",
  -- What whoever sends asks for the bytes: "document 10000001 pdf".
  content_key text not null collate "C",
  primary key (reseller_id, mail_id, no),
  foreign key (reseller_id, mail_id) references outbox_mail
);
call append_only('outbox_attachment');
call behind_door('outbox_attachment');

-- A mail can be taken back from the queue by a person who sends another in its place.
alter table outbox_event drop constraint outbox_event_event_check;
alter table outbox_event add constraint outbox_event_event_check check (event in
  ('sending', 'sent', 'failed', 'refused', 'unknown', 'given-up', 'again', 'replaced'));

-- Documents that are due to be sent are looked for by their day.
create index document_by_issue_date on document (issue_date, number);
create index document_by_number on document (number);
-- What was kept of a document is asked for by its number.
create index rendering_by_number on rendering (number, format);
