-- R15: a deck is one complete version of a price plan; calls keep the version that rated them.
create table deck (
  deck_id bigint generated always as identity primary key,
  plan text not null collate "C",
  legacy boolean not null default false,
  source_name text not null collate "C",
  sha256 bytea not null check (length(sha256) = 32),
  batch_id bigint not null references batch
);
call append_only('deck');
grant select on deck to takst_door;

create table deck_row (
  deck_id bigint not null references deck,
  row_no integer not null,
  prefix text not null check (prefix ~ '^[0-9]{1,15}$'),
  destination text not null collate "C",
  setup_fee_micro bigint not null check (setup_fee_micro >= 0),
  per_minute_micro bigint not null check (per_minute_micro >= 0),
  increment_seconds integer not null check (increment_seconds > 0),
  minimum_seconds integer not null check (minimum_seconds >= 0),
  from_second integer not null check (from_second >= 0),
  valid_from date,
  valid_to date,
  primary key (deck_id, row_no)
);
create index deck_row_by_destination on deck_row (deck_id, destination);
call append_only('deck_row');
grant select on deck_row to takst_door;
