-- R25, R26: billing runs that were asked for over the network. Such a run goes on after its caller got
-- an answer, so what was asked, how far it is and what came of it stand here, where every instance of
-- the server can read it. Runs are the house's own and are of every reseller at once, so no reseller_id
-- leads these keys and no door sees them.
create table billing_run_request (
  request_id bigint generated always as identity primary key,
  month date not null check (extract(day from month) = 1),
  -- null: the day on which it was asked for.
  issue_date date,
  dry_run boolean not null,
  requested_at timestamptz not null,
  requested_by text not null,
  channel text not null
);
call append_only('billing_run_request');

-- How it ended, once and for good; a request without an outcome is under way or was abandoned.
create table billing_run_outcome (
  request_id bigint primary key references billing_run_request,
  state text not null collate "C" check (state in ('done', 'refused', 'stopped', 'failed')),
  finished_at timestamptz not null,
  -- JSON: the report as `bill --json` gives it, or code and sentence of why there is none.
  told text not null
);
call append_only('billing_run_outcome');

-- How far it is. The beat is the database's own clock, since instances of the server may disagree about
-- the time: one that has been silent for long was killed, and asking again goes on with its run.
create table billing_run_progress (
  request_id bigint primary key references billing_run_request,
  stage text not null default '',
  done bigint not null default 0,
  total bigint not null default 0,
  beat_at timestamptz not null default clock_timestamp()
);
call working_table('billing_run_progress');

-- A reseller asks for the documents of a month; of a run it may know which month it billed, no more.
grant select (run_id, month) on billing_run to takst_door;
