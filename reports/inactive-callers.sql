-- purpose: Rated calls of employees who had no active integration when they called, as it was known
--     when the calls came in, and whether what is known now covers them.
-- parameters:
--   month (month): only calls that began in this month
--   customer (text): only this customer
-- columns:
--   month (month): the month in which the calls began
--   reseller (text): reseller_id
--   customer (text): customer_id
--   employee (text): employee_id
--   calls (count): rated records
--   first (instant): when the first of them began
--   last (instant): when the last of them began
--   covered_now (text): yes where an activation known now reaches from the first to the last
with known as (
  select distinct on (employee_id, activated_at) employee_id,
    tstzrange(activated_at, deactivated_at) as active
  from takst.activation
  order by employee_id, activated_at, version desc
),
active as (
  select employee_id, range_agg(active) as times from known group by employee_id
),
caller as (
  select service_month, reseller_id, customer_id, employee_id, sum(records)::bigint as calls,
    min(first_at) as first_at, max(last_at) as last_at
  from takst.inactive_caller
  where (:month::date is null or service_month = :month::date)
    and (:customer::text is null or customer_id = :customer)
  group by service_month, reseller_id, customer_id, employee_id
)
select to_char(service_month, 'YYYY-MM') as month,
  reseller_id as reseller,
  customer_id as customer,
  employee_id as employee,
  calls,
  first_at as first,
  last_at as last,
  case when times @> tstzrange(first_at, last_at, '[]') then 'yes' else 'no' end as covered_now
from caller left join active using (employee_id)
order by service_month, reseller_id, customer_id, employee_id
