-- purpose: The list of all employees with the licence on file: who declared it, since when the
--     integration is active, and what the last invoice charged.
-- parameters:
--   on (date, default today): the day that the licence and the activation are looked up for
--   customer (text): only this customer
--   reseller (text): only this reseller's customers
-- columns:
--   reseller (text): reseller_id of the customer on that day
--   customer (text): customer_id
--   customer_name (text): name of the customer
--   employee (text): employee_id
--   employee_name (text): name of the employee
--   extension (text): extension on the PBX
--   account (text): Office 365 account (UPN) on file
--   licence (text): licence in force that day as it was declared, empty where none is on file
--   declared_for (text): "employee", or "all" where it is the customer's licence for all
--   valid_from (date): first day of that declaration
--   declared_by (text): who declared it
--   channel (text): how it was declared
--   recorded_at (instant): when it was recorded
--   active_since (instant): since when the integration is active at the end of that day, empty
--     where it is not
--   class (text): class on the last invoice that lists the employee
--   last_month (month): service month of that invoice's row
--   last_price (decimal): kroner ex VAT charged there, empty where it waits (afventer)
with day as (
  select :on::date as date,
    ((:on::date + 1)::timestamp at time zone 'Europe/Copenhagen') as ends
), home as (
  select distinct on (h.customer_id) h.customer_id, h.reseller_id
  from takst.customer_home h, day
  where h.from_month <= day.date
  order by h.customer_id, h.from_month desc, h.batch_id desc
), customer as (
  select distinct on (c.customer_id) c.customer_id, c.name
  from takst.customer c order by c.customer_id, c.version desc
), employee as (
  select distinct on (e.employee_id) e.*
  from takst.employee e order by e.employee_id, e.version desc
), declared as (
  -- In force is the latest valid-from not after the day; of several, the last recorded (R6).
  select distinct on (d.customer_id, d.employee_id) d.*
  from takst.declaration d, day
  where d.valid_from <= day.date
  order by d.customer_id, d.employee_id, d.valid_from desc, d.declaration_id desc
), active as (
  -- Reported intervals that touch or overlap are one stretch of time (R8).
  select a.employee_id, min(a.activated_at) as since
  from (
    select a.*, sum(case when a.reach >= a.activated_at then 0 else 1 end)
      over (partition by a.employee_id order by a.activated_at) as stretch
    from (
      select a.*, max(coalesce(a.deactivated_at, 'infinity'))
        over (partition by a.employee_id order by a.activated_at
          rows between unbounded preceding and 1 preceding) as reach
      from (
        select distinct on (a.employee_id, a.activated_at) a.*
        from takst.activation a
        order by a.employee_id, a.activated_at, a.version desc) a) a) a, day
  group by a.employee_id, a.stretch, day.ends
  having min(a.activated_at) < day.ends
    and max(coalesce(a.deactivated_at, 'infinity')) >= day.ends
), invoiced as (
  select distinct on (listed ->> 'employeeId')
    listed ->> 'employeeId' as employee_id,
    listed ->> 'class' as class,
    listed ->> 'serviceMonth' as service_month,
    (listed ->> 'amount')::numeric as amount
  from takst.document d,
    json_array_elements(d.body::json -> 'sections') as section,
    json_array_elements(section -> 'employees') as listed
  where d.kind = 'invoice'
  order by listed ->> 'employeeId', listed ->> 'serviceMonth' desc, d.number desc
)
select coalesce(h.reseller_id, e.reseller_id) as reseller,
  e.customer_id as customer,
  c.name as customer_name,
  e.employee_id as employee,
  e.name as employee_name,
  e.extension,
  e.upn as account,
  coalesce(d.licence, '') as licence,
  case when d.licence is null then '' when d.employee_id = '' then 'all' else 'employee' end
    as declared_for,
  d.valid_from,
  d.declared_by,
  d.channel,
  d.recorded_at,
  active.since as active_since,
  i.class,
  i.service_month as last_month,
  i.amount as last_price
from employee e
join customer c using (customer_id)
left join home h using (customer_id)
left join declared own on own.customer_id = e.customer_id and own.employee_id = e.employee_id
  and lower(btrim(own.licence)) <> 'as-customer'
left join declared everyone on everyone.customer_id = e.customer_id and everyone.employee_id = ''
left join takst.declaration d
  on d.declaration_id = coalesce(own.declaration_id, everyone.declaration_id)
  and d.customer_id = e.customer_id
left join active on active.employee_id = e.employee_id
left join invoiced i on i.employee_id = e.employee_id
where (:customer::text is null or e.customer_id = :customer)
  and (:reseller::text is null or coalesce(h.reseller_id, e.reseller_id) = :reseller)
order by e.customer_id, e.employee_id
