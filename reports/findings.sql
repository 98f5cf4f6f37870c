-- purpose: Findings of the cross-check as they stand: what Microsoft's exports, the declarations and
--     the activations do not agree on, whose it is, and the kroner that hang on it.
-- parameters:
--   reseller (text): only findings of this reseller
--   customer (text): only findings of this customer
--   type (text): only findings of this type
--   state (open|settled|waived|all, default open): which of them
--   on (date, default today): the day to which ages and delays are counted
-- columns:
--   finding (number): number of the finding
--   reseller (text): reseller_id
--   customer (text): customer_id
--   employee (text): employee_id, empty where the customer as a whole is meant
--   type (text): what disagrees
--   state (text): open, settled or waived
--   ended_by (text): what settled it, empty while it is open
--   since (date): since when it has been so, empty where that is not known
--   per_month (decimal): kroner ex VAT a month that would be billed more, empty where it cannot be told
--   total (decimal): the same from the beginning up to when it was seen last
--   proof (text): how far the evidence can be relied on: strong, fair or weak
--   owner (text): who sees to it
--   due_on (date): until when
--   days_late (count): days past that, 0 where it is not open or in time
with latest_observation as (
  select distinct on (finding_id) finding_id, since, per_month_ore, total_ore, grade
  from takst.finding_observation order by finding_id, batch_id desc
), latest_state as (
  select distinct on (finding_id) finding_id, state, reference
  from takst.finding_state order by finding_id, batch_id desc
), latest_assignment as (
  select distinct on (finding_id) finding_id, owner, due_on
  from takst.finding_assignment order by finding_id, batch_id desc
)
select f.finding_id as finding,
  f.reseller_id as reseller,
  f.customer_id as customer,
  f.employee_id as employee,
  f.type,
  s.state,
  s.reference as ended_by,
  o.since,
  round(o.per_month_ore / 100.0, 2) as per_month,
  round(o.total_ore / 100.0, 2) as total,
  o.grade as proof,
  a.owner,
  a.due_on,
  case when s.state = 'open' then greatest(:on::date - a.due_on, 0) else 0 end as days_late
from takst.finding f
join latest_observation o using (finding_id)
join latest_state s using (finding_id)
join latest_assignment a using (finding_id)
where (:reseller::text is null or f.reseller_id = :reseller)
  and (:customer::text is null or f.customer_id = :customer)
  and (:type::text is null or f.type = :type)
  and (:state = 'all' or s.state = :state)
order by abs(o.total_ore) desc nulls last, f.finding_id
