-- purpose: What every account of the books comes to: debit, credit and balance, which add up to nothing.
-- parameters:
--   from (date): only postings dated from this day on; without it, from the beginning
--   on (date, default today): only postings dated up to and including this day
--   reseller (text): only this reseller's chain
-- columns:
--   account (text): account of the chart
--   name (text): its name in Danish
--   type (text): asset, liability, revenue or expense
--   external_account (text): its number in the accounting system
--   debit (decimal): kroner
--   credit (decimal): kroner
--   balance (decimal): debit less credit
with moved as (
  select m.account, m.debit, m.credit
  from takst.posting p
  join takst.ledger_transaction t using (reseller_id, seq)
  cross join lateral (values (p.debit, p.amount_ore, 0), (p.credit, 0, p.amount_ore))
    m(account, debit, credit)
  where t.accounting_date <= :on::date
    and (:from::date is null or t.accounting_date >= :from::date)
    and (:reseller::text is null or p.reseller_id = :reseller)
)
select a.account, a.name_da as name, a.type, a.external_account,
  round(coalesce(sum(m.debit), 0) / 100.0, 2) as debit,
  round(coalesce(sum(m.credit), 0) / 100.0, 2) as credit,
  round(coalesce(sum(m.debit - m.credit), 0) / 100.0, 2) as balance
from takst.chart_account a left join moved m using (account)
group by a.account, a.name_da, a.type, a.external_account
order by a.external_account, a.account
