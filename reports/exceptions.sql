-- purpose: What the billing run of a month could not settle by itself, the oldest first: who has to
--     look at what, and for how long it has been waiting.
-- parameters:
--   month (month): the run's month; without it, the last month that was billed
--   code (text): only exceptions of this code
--   on (date, default today): the day to which ages are counted
-- columns:
--   month (month): the run's month
--   age_days (count): days since the cause began, empty where that is not known
--   code (text): what is wrong
--   reseller (text): reseller_id
--   customer (text): customer_id
--   employee (text): employee_id, empty where no single employee is meant
--   since (date): when the cause began
--   detail (text): what was found
with run as (
  select r.run_id, r.month
  from takst.billing_run r join takst.billing_run_result using (run_id)
  where :month::date is null or r.month = :month::date
  order by r.month desc, r.run_id desc limit 1
)
select run.month,
  :on::date - e.since as age_days,
  e.code,
  e.reseller_id as reseller,
  e.customer_id as customer,
  e.employee_id as employee,
  e.since,
  e.detail
from takst.run_exception e join run using (run_id)
where :code::text is null or e.code = :code
order by e.since nulls last, e.code, e.reseller_id, e.no
