-- purpose: What each account owes at the end of a day, by the days since it was due. The last column adds
--     up to the balance of debtors that day.
-- parameters:
--   on (date, default today): the day
--   reseller (text): only this reseller's documents
-- columns:
--   account (text): the customer_id or reseller_id billed
--   reseller (text): reseller_id
--   not_due (decimal): kroner that are not due yet; credit that nothing is set against stands here too
--   days_1_30 (decimal): 1 to 30 days after the due date
--   days_31_60 (decimal): 31 to 60 days
--   days_61_90 (decimal): 61 to 90 days
--   over_90 (decimal): more than 90 days
--   open (decimal): all of it
with item as (
  select o.account_id, o.reseller_id, o.open_ore,
    case when o.open_ore > 0 then :on::date - coalesce(o.due_date, o.issue_date) else 0 end as days
  from takst.open_documents(:on::date) o
  where o.open_ore <> 0 and (:reseller::text is null or o.reseller_id = :reseller)
)
select account_id as account, reseller_id as reseller,
  round(coalesce(sum(open_ore) filter (where days <= 0), 0) / 100.0, 2) as not_due,
  round(coalesce(sum(open_ore) filter (where days between 1 and 30), 0) / 100.0, 2) as days_1_30,
  round(coalesce(sum(open_ore) filter (where days between 31 and 60), 0) / 100.0, 2) as days_31_60,
  round(coalesce(sum(open_ore) filter (where days between 61 and 90), 0) / 100.0, 2) as days_61_90,
  round(coalesce(sum(open_ore) filter (where days > 90), 0) / 100.0, 2) as over_90,
  round(sum(open_ore) / 100.0, 2) as open
from item
group by account_id, reseller_id
order by account_id, reseller_id
