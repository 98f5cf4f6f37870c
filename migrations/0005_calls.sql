-- R18: the identity of a call, wherever and whenever it was. It sees across months, customers and
-- resellers, so it is keyed and partitioned by itself and not by reseller.
create table call_identity (
  source text not null collate "C",
  record_id text not null collate "C",
  content bytea not null,
  batch_id bigint not null,
  primary key (source, record_id)
) partition by hash (source, record_id);
call append_only('call_identity');

do $$
begin
  for part in 0..7 loop
    execute format(
      'create table call_identity_%s partition of call_identity for values with (modulus 8, remainder %s)',
      part, part);
  end loop;
end
$$;

-- Every record that was rated, free or excluded, one partition a month (R12, R17). Price in
-- millionths of a krone (R16). What lies before its customer's billed_from is excluded, and priced
-- all the same where it would have been rated: billed_from can move (R9, R10a).
create table call (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null,
  batch_id bigint not null,
  line_no bigint not null,
  source text not null collate "C",
  record_id text not null collate "C",
  outgoing boolean not null,
  from_text text not null collate "C",
  to_text text not null collate "C",
  started_at timestamptz not null,
  billable_seconds integer not null,
  forwarded_by text collate "C",
  employee_id text collate "C",
  outcome text not null collate "C" check (outcome in ('rated', 'free', 'excluded')),
  reason text not null collate "C",
  deck_id bigint,
  destination text collate "C",
  billed_seconds integer,
  price_micro bigint,
  primary key (reseller_id, customer_id, service_month, batch_id, line_no)
) partition by range (service_month);
call append_only('call');
call behind_door('call');

-- Makes the partition of a month where it is missing. Runs with the owner's rights, since the
-- writer owns nothing. COPY goes straight to the partition: it is refused under row-level security.
create function make_call_month(wanted date) returns text
language plpgsql security definer set search_path = takst, pg_temp as $$
declare
  first_day constant date := date_trunc('month', wanted)::date;
  part constant text := 'call_' || to_char(first_day, 'YYYY_MM');
begin
  if first_day not between '2000-01-01' and '2099-12-01' then
    raise exception 'no call is stored for %: only for 2000 to 2099', wanted;
  end if;
  if to_regclass('takst.' || part) is null then
    perform pg_advisory_xact_lock(hashtextextended('takst make_call_month', 0));
    if to_regclass('takst.' || part) is null then
      -- Made apart and then attached: "create table … partition of" would lock out all readers
      -- until the import that needs the month has committed.
      execute format('create table takst.%I (like takst.call including all)', part);
      execute format(
        'alter table takst.call attach partition takst.%I for values from (%L) to (%L)',
        part, first_day, (first_day + interval '1 month')::date);
      call takst.append_only(format('takst.%I', part)::regclass);
    end if;
  end if;
  return part;
end
$$;
revoke all on function make_call_month(date) from public;
grant execute on function make_call_month(date) to takst_writer;

-- R12: what became of a batch's records, in count and seconds, added up once and for good.
create table call_batch (
  batch_id bigint primary key references batch,
  sha256 bytea,
  file_name text not null,
  read_count bigint not null,
  rated_count bigint not null,
  free_count bigint not null,
  duplicate_count bigint not null,
  quarantined_count bigint not null,
  excluded_count bigint not null,
  read_seconds bigint not null,
  rated_seconds bigint not null,
  free_seconds bigint not null,
  duplicate_seconds bigint not null,
  quarantined_seconds bigint not null,
  excluded_seconds bigint not null,
  constraint call_batch_adds_up check (
    read_count = rated_count + free_count + duplicate_count + quarantined_count + excluded_count
    and read_seconds = rated_seconds + free_seconds + duplicate_seconds + quarantined_seconds
      + excluded_seconds)
);
call append_only('call_batch');

-- R9: exact unrounded totals of the priced calls that a batch added, so that a run never reads
-- calls again. Months before billed_from are among them, and a run leaves them out (R10a).
create table usage_total (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null check (extract(day from service_month) = 1),
  destination text not null collate "C",
  deck_id bigint not null,
  batch_id bigint not null references batch,
  calls bigint not null,
  seconds bigint not null,
  price_micro numeric(30, 0) not null,
  -- Those among the rated calls whose caller is no employee: a compliance fact (R12).
  unattributed_calls bigint not null,
  primary key (reseller_id, customer_id, service_month, destination, deck_id, batch_id)
);
create index usage_total_by_batch on usage_total (batch_id);
create index usage_total_by_customer on usage_total (customer_id, service_month);
call append_only('usage_total');
call behind_door('usage_total');

-- R19: records that wait for a person. reseller_id and customer_id are '' where the record does not
-- tell. What settles one is a row in quarantine_settled.
create table quarantine (
  reseller_id text not null collate "C",
  quarantine_id bigint generated always as identity,
  batch_id bigint not null references batch,
  line_no bigint not null,
  file_name text not null,
  code text not null collate "C",
  detail text not null,
  source text not null,
  record_id text not null,
  customer_id text not null collate "C",
  billable_seconds bigint not null,
  -- Format and header are what makes the raw text readable again.
  format text not null,
  header text not null,
  raw text not null,
  entered_at timestamptz not null,
  primary key (reseller_id, quarantine_id)
);
-- R18: asked for the conflicts of a copy that comes in.
create index quarantine_by_identity on quarantine (source, record_id);
call append_only('quarantine');
call behind_door('quarantine');

create table quarantine_settled (
  reseller_id text not null collate "C",
  quarantine_id bigint not null,
  batch_id bigint not null references batch,
  outcome text not null check (outcome in ('rated', 'free', 'excluded')),
  settled_at timestamptz not null,
  primary key (reseller_id, quarantine_id),
  foreign key (reseller_id, quarantine_id) references quarantine
);
call append_only('quarantine_settled');
call behind_door('quarantine_settled');
