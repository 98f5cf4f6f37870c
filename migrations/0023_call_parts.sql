-- R9: calls are purged as before, now that a row may take another back or stand instead of one: every
-- figure is a signed sum, and what a file's account counts are the rows as they came. What came to
-- nothing has no total, or one of zeros.
create or replace function purge_call_month(wanted date, under_batch bigint) returns bigint
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
    select reseller_id, customer_id, destination, deck_id, batch_id, sum(calls) as calls,
      sum(billable_seconds) as seconds, sum(price_micro) as price_micro,
      coalesce(sum(calls) filter (where employee_id is null and outcome = 'rated'), 0)
        as unattributed_calls
    from call where service_month = first_day and price_micro is not null
    group by reseller_id, customer_id, destination, deck_id, batch_id),
  stored as (
    select * from usage_total u where service_month = first_day and not exists (
      select from sealed_month s where s.reseller_id = u.reseller_id
        and s.customer_id = u.customer_id and s.service_month = u.service_month))
  select customer_id, destination into differing
  from stored full join counted using (reseller_id, customer_id, destination, deck_id, batch_id)
  where (coalesce(stored.calls, 0), coalesce(stored.seconds, 0), coalesce(stored.price_micro, 0),
      coalesce(stored.unattributed_calls, 0))
    is distinct from
    (coalesce(counted.calls, 0), coalesce(counted.seconds, 0), coalesce(counted.price_micro, 0),
      coalesce(counted.unattributed_calls, 0))
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
  from call where service_month = first_day and of_batch is null
  group by reseller_id, customer_id, batch_id, outcome;
  select count(*) into gone from call where service_month = first_day and of_batch is null;

  delete from call_part where service_month = first_day;
  execute format('drop table takst.%I', part);
  return gone;
end
$$;

-- What of register, decks and sources a judgement of records knew: of the import that let them wait,
-- and of each retry since. A retry takes only records that something since then can change (R19).
-- Each kind of fact has numbers in the order of its commits, so the highest one seen says it all.
create table call_judgement (
  batch_id bigint primary key references batch,
  -- Which reason a retry was limited to, '' for none; null for an import.
  code text collate "C",
  register_batch bigint not null,
  rates_batch bigint not null,
  source_batch bigint not null
);
call append_only('call_judgement');

-- Records are paged through and named by their number alone.
create index quarantine_by_id on quarantine (quarantine_id);
