-- What must leave the house as mail. A mail is written in the transaction that decided it, so that
-- there is no decision without its mail and no mail without its decision; it is sent afterwards.
-- The key is the business's own name for it, such as "request 12 reminder 2026-11-24": the same key
-- twice is one mail. message_key is the left side of its Message-ID, fixed from here on.
create table outbox_mail (
  reseller_id text not null collate "C",
  mail_id bigint generated always as identity,
  key text not null collate "C",
  message_key text not null collate "C",
  language text not null check (language in ('da', 'en')),
  not_before timestamptz not null,
  -- SHA-256 over the letter's salt and content: what the journal holds in its place.
  commitment bytea not null check (length(commitment) = 32),
  batch_id bigint not null references batch,
  primary key (reseller_id, mail_id),
  constraint outbox_mail_once unique (reseller_id, key)
);
create index outbox_mail_by_id on outbox_mail (mail_id);
call append_only('outbox_mail');
call behind_door('outbox_mail');

-- To whom and what: personal data, which retention erases one day. The mail and its events stay.
create table outbox_letter (
  reseller_id text not null collate "C",
  mail_id bigint not null,
  salt bytea not null check (length(salt) = 16),
  recipient text not null,
  subject text not null,
  body text not null,
  primary key (reseller_id, mail_id),
  foreign key (reseller_id, mail_id) references outbox_mail
);
call erasable('outbox_letter');
call behind_door('outbox_letter');

-- What became of a mail; the last event counts. `sending` is committed before the talk with the mail
-- server begins: where it is the last and nobody is sending, the talk was cut off and nobody knows.
create table outbox_event (
  reseller_id text not null collate "C",
  mail_id bigint not null,
  no integer not null check (no > 0),
  event text not null collate "C" check (event in
    ('sending', 'sent', 'failed', 'refused', 'unknown', 'given-up', 'again')),
  at timestamptz not null,
  -- When it is tried next; only of those that are tried again.
  next_at timestamptz,
  -- The whole Message-ID as the first attempt told it to the world; only of `sending`.
  message_id text not null default '',
  -- The mail server's codes, such as "550 5.1.1"; its words may name persons and stand apart.
  code text not null default '',
  batch_id bigint not null references batch,
  primary key (reseller_id, mail_id, no),
  foreign key (reseller_id, mail_id) references outbox_mail,
  constraint outbox_event_next check ((next_at is not null) = (event in ('failed', 'again')))
);
call append_only('outbox_event');
call behind_door('outbox_event');

-- The mail server's own words, erased with the letter.
create table outbox_reply (
  reseller_id text not null collate "C",
  mail_id bigint not null,
  no integer not null,
  reply text not null,
  primary key (reseller_id, mail_id, no),
  foreign key (reseller_id, mail_id, no) references outbox_event
);
call erasable('outbox_reply');
call behind_door('outbox_reply');
