-- purpose: Call records that wait in quarantine, by cause and customer, with the age of the oldest.
-- parameters:
--   on (date, default today): the day to which ages are counted
-- columns:
--   code (text): why they wait
--   customer (text): customer_id as the records have it
--   records (count): how many wait
--   seconds (count): billable seconds of them all
--   oldest (instant): when the oldest was imported
--   age_days (count): days since then
--   example (text): what is wrong with one of them
select q.code,
  q.customer_id as customer,
  count(*) as records,
  sum(q.billable_seconds)::bigint as seconds,
  min(q.entered_at) as oldest,
  :on::date - (min(q.entered_at) at time zone 'Europe/Copenhagen')::date as age_days,
  min(q.detail) as example
from takst.quarantine q
where not exists (
  select from takst.quarantine_settled s
  where s.reseller_id = q.reseller_id and s.quarantine_id = q.quarantine_id)
group by q.code, q.customer_id
order by oldest, q.code, q.customer_id
