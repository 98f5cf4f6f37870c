-- What a call's row must tell beyond the record itself. Every figure of a month is a sum over its rows,
-- and a correction is two more rows: one that takes another back and one that stands instead (R9).
alter table call
  -- Which of two instants was meant by a local time that the clock shows twice; null where it is sure.
  add column clock text collate "C" check (clock in ('earlier', 'later')),
  -- The call that this record is a part of, as its source names it; null where it is one by itself.
  add column call_id text collate "C",
  -- 1 where the row counts as a call, 0 for a further part of one; negative where it takes back.
  add column calls smallint not null default 1 check (calls between -1 and 1),
  -- The seconds of all parts of the call, which the price is for; null where it is of one part.
  add column gathered_seconds integer,
  -- -1: the row takes another back, and its seconds and price are negative.
  add column sign smallint not null default 1 check (sign in (-1, 1)),
  -- The row that this one takes back or stands instead of; null for records as they came.
  add column of_batch bigint,
  add column of_line bigint,
  add constraint call_correction check (
    (of_batch is null) = (of_line is null) and (sign = 1 or of_batch is not null));

-- Rows of a batch are next to each other, so an index of ranges finds them at no cost to imports.
create index call_by_batch on call using brin (batch_id) with (pages_per_range = 16);
create index call_corrected on call (reseller_id, customer_id, of_batch, of_line)
  where of_batch is not null;

-- The rows of calls that come in several records, so that a late part finds the others (R12, R17). A
-- part that is priced anew has an entry for each time; those taken back have a row in call that says so.
create table call_part (
  reseller_id text not null collate "C",
  source text not null collate "C",
  call_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null check (extract(day from service_month) = 1),
  batch_id bigint not null,
  line_no bigint not null,
  primary key (reseller_id, source, call_id, customer_id, batch_id, line_no)
);
create index call_part_by_month on call_part (service_month);
-- Retention erases those of a month together with its calls.
call erasable('call_part');
call behind_door('call_part');

-- R18, R19: a person may settle a record too: accept a conflict, or let a record go with a reason.
alter table quarantine_settled drop constraint quarantine_settled_outcome_check;
alter table quarantine_settled add constraint quarantine_settled_outcome_check
  check (outcome in ('rated', 'free', 'excluded', 'duplicate', 'dismissed'));
alter table quarantine_settled add column reason text not null default '';
