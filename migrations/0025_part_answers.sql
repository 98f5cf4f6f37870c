-- R12: records of one call can tell of the same talk, such as those of a call of three. When a part was
-- answered tells which of its seconds another part tells too; they count once. Only parts of calls have
-- any of these.
alter table call
  -- Null where the source does not tell it, or the record is a call by itself.
  add column answered_at timestamptz,
  -- Which leg to its number the talk was on; null where the number alone tells.
  add column outer_leg text collate "C",
  -- Those of its seconds that earlier parts tell too, negative where the row takes back; null for none.
  add column repeated_seconds integer,
  add constraint call_repeated check (repeated_seconds is null
    or answered_at is not null and sign * repeated_seconds between 1 and sign * billable_seconds);

-- R9: months are purged as before, now that their seconds are those that count.
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
      sum(billable_seconds - coalesce(repeated_seconds, 0)) as seconds,
      sum(price_micro) as price_micro,
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
