-- purpose: What the cross-checks come to for each reseller and customer: findings open, late, waived
--     and settled, the kroner that hang on the open ones, and when the evidence was last renewed.
-- parameters:
--   reseller (text): only this reseller
--   on (date, default today): the day to which delays and ages are counted
-- columns:
--   reseller (text): reseller_id
--   customer (text): customer_id
--   open (count): findings that wait for a declaration, a ruling or a waiver
--   late (count): those of them that are past their due date
--   per_month (decimal): kroner ex VAT a month that the open ones would bill more
--   total (decimal): the same since each began, up to when it was seen last
--   waived (count): findings that were left as they are, with a reason
--   settled (count): findings that are settled
--   last_export (date): the day that the newest export of Microsoft's shows
--   age_days (count): days since then, empty where there is no export
with latest_observation as (
  select distinct on (finding_id) finding_id, per_month_ore, total_ore
  from takst.finding_observation order by finding_id, batch_id desc
), latest_state as (
  select distinct on (finding_id) finding_id, state
  from takst.finding_state order by finding_id, batch_id desc
), latest_assignment as (
  select distinct on (finding_id) finding_id, due_on
  from takst.finding_assignment order by finding_id, batch_id desc
), counted as (
  select f.reseller_id, f.customer_id,
    count(*) filter (where s.state = 'open') as open,
    count(*) filter (where s.state = 'open' and a.due_on < :on::date) as late,
    sum(o.per_month_ore) filter (where s.state = 'open') as per_month_ore,
    sum(o.total_ore) filter (where s.state = 'open') as total_ore,
    count(*) filter (where s.state = 'waived') as waived,
    count(*) filter (where s.state = 'settled') as settled
  from takst.finding f
  join latest_observation o using (finding_id)
  join latest_state s using (finding_id)
  join latest_assignment a using (finding_id)
  group by f.reseller_id, f.customer_id
), renewed as (
  select reseller_id, customer_id, max(as_of) as last_export
  from takst.evidence_file group by reseller_id, customer_id
)
select reseller_id as reseller,
  customer_id as customer,
  coalesce(c.open, 0) as open,
  coalesce(c.late, 0) as late,
  round(coalesce(c.per_month_ore, 0) / 100.0, 2) as per_month,
  round(coalesce(c.total_ore, 0) / 100.0, 2) as total,
  coalesce(c.waived, 0) as waived,
  coalesce(c.settled, 0) as settled,
  r.last_export,
  :on::date - r.last_export as age_days
from counted c full join renewed r using (reseller_id, customer_id)
where :reseller::text is null or reseller_id = :reseller
order by total desc, reseller, customer
