-- R9: months whose calls retention has purged. What a month came to stays, with a hash over its exact
-- totals, and nothing of it is computed again; who called whom is gone.
create table sealed_month (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null check (extract(day from service_month) = 1),
  -- Of the priced calls; all 0 where none had a price.
  calls bigint not null,
  seconds bigint not null,
  price_micro numeric(30, 0) not null,
  totals_sha256 bytea not null check (length(totals_sha256) = 32),
  batch_id bigint not null references batch,
  primary key (reseller_id, customer_id, service_month)
);
create index sealed_month_by_customer on sealed_month (customer_id, service_month);
create index sealed_month_by_batch on sealed_month (batch_id);
call append_only('sealed_month');
call behind_door('sealed_month');

-- R12: what became of the purged records, by the batch that brought them in, so that each file's
-- account of its records still adds up.
create table sealed_call (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  service_month date not null,
  call_batch_id bigint not null,
  outcome text not null collate "C",
  calls bigint not null,
  seconds bigint not null,
  primary key (reseller_id, customer_id, service_month, call_batch_id, outcome),
  foreign key (reseller_id, customer_id, service_month) references sealed_month
);
call append_only('sealed_call');
call behind_door('sealed_call');

-- Only the purge below seals.
revoke insert on sealed_month, sealed_call from takst_writer;

-- The exact totals of a customer's month as one figure each, and one hash: SHA-256 over one JSON array
-- a row of usage_total, in the order of its key, joined by line feeds.
create view month_total with (security_invoker = true) as
select reseller_id, customer_id, service_month,
  sum(calls)::bigint as calls, sum(seconds)::bigint as seconds, sum(price_micro) as price_micro,
  sha256(convert_to(string_agg(json_build_array(destination, deck_id::text, batch_id::text,
      calls::text, seconds::text, price_micro::text, unattributed_calls::text)::text,
    E'\n' order by destination, deck_id, batch_id), 'UTF8')) as totals_sha256
from usage_total group by reseller_id, customer_id, service_month;
grant select on month_total to takst_writer;

-- Seals a month and drops its calls; returns how many there were. Runs with the owner's rights, since
-- the writer may not delete. Whatever it is asked, it purges nothing younger than 24 months and
-- nothing whose calls do not come to their totals. The caller keeps imports out.
create function purge_call_month(wanted date, under_batch bigint) returns bigint
language plpgsql security definer set search_path = takst, pg_temp as $$
declare
  first_day constant date := date_trunc('month', wanted)::date;
  part constant text := 'call_' || to_char(first_day, 'YYYY_MM');
  today constant date := (now() at time zone 'Europe/Copenhagen')::date;
  differing record;
  gone bigint;
begin
  if first_day + interval '25 months' > today then
    raise exception 'the calls of % are younger than 24 months', to_char(first_day, 'YYYY-MM');
  end if;
  if not exists (select from batch where batch_id = under_batch and kind = 'retention') then
    raise exception 'calls are purged under a batch of retention alone';
  end if;
  if to_regclass('takst.' || part) is null then
    return 0;
  end if;
  execute format('lock table takst.%I in access exclusive mode', part);

  with counted as (
    select reseller_id, customer_id, destination, deck_id, batch_id, count(*) as calls,
      sum(billable_seconds) as seconds, sum(price_micro) as price_micro,
      count(*) filter (where employee_id is null and outcome = 'rated') as unattributed_calls
    from call where service_month = first_day and price_micro is not null
    group by reseller_id, customer_id, destination, deck_id, batch_id),
  stored as (
    select * from usage_total u where service_month = first_day and not exists (
      select from sealed_month s where s.reseller_id = u.reseller_id
        and s.customer_id = u.customer_id and s.service_month = u.service_month))
  select customer_id, destination into differing
  from stored full join counted using (reseller_id, customer_id, destination, deck_id, batch_id)
  where (stored.calls, stored.seconds, stored.price_micro, stored.unattributed_calls)
    is distinct from
    (counted.calls, counted.seconds, counted.price_micro, counted.unattributed_calls)
  order by customer_id, destination limit 1;
  if found then
    raise exception 'the calls of customer % to % in % do not come to their totals',
      differing.customer_id, differing.destination, to_char(first_day, 'YYYY-MM');
  end if;

  insert into sealed_month (reseller_id, customer_id, service_month, calls, seconds, price_micro,
    totals_sha256, batch_id)
  select reseller_id, customer_id, first_day, coalesce(t.calls, 0), coalesce(t.seconds, 0),
    coalesce(t.price_micro, 0), coalesce(t.totals_sha256, sha256(''::bytea)), under_batch
  from (select reseller_id, customer_id from call where service_month = first_day
    union select reseller_id, customer_id from usage_total where service_month = first_day) touched
  left join (select * from month_total where service_month = first_day) t
    using (reseller_id, customer_id)
  where not exists (select from sealed_month s where s.reseller_id = touched.reseller_id
    and s.customer_id = touched.customer_id and s.service_month = first_day);

  insert into sealed_call (reseller_id, customer_id, service_month, call_batch_id, outcome, calls,
    seconds)
  select reseller_id, customer_id, first_day, batch_id, outcome, count(*), sum(billable_seconds)
  from call where service_month = first_day
  group by reseller_id, customer_id, batch_id, outcome;
  select count(*) into gone from call where service_month = first_day;

  execute format('drop table takst.%I', part);
  return gone;
end
$$;
revoke all on function purge_call_month(date, bigint) from public;
grant execute on function purge_call_month(date, bigint) to takst_writer;
