-- purpose: VAT per month as posted, with the figures that our sales give for the boxes of the Danish VAT
--     return (momsangivelse). Purchases are in the accounting system, so the boxes for them are not here.
-- parameters:
--   month (month): only this month of accounting dates
-- columns:
--   month (month): month of the accounting date, which is the issue date
--   taxed_net (decimal): kroner ex VAT of sales with VAT
--   salgsmoms (decimal): box "Salgsmoms": output VAT
--   rubrik_b (decimal): box B: sales without VAT to other EU countries; none, since such a buyer is an
--     exception until its treatment is set (R30)
--   rubrik_c (decimal): box C: other sales exempt from VAT; none, as above
--   outside_scope (decimal): kroner outside the scope of VAT, such as damages passed on: in no box
--   difference (decimal): salgsmoms less 25 % of taxed_net: what rounding each document comes to
with moved as (
  select date_trunc('month', t.accounting_date)::date as month, a.account, a.type, a.vat_code, -m.ore as ore
  from takst.posting p
  join takst.ledger_transaction t using (reseller_id, seq)
  cross join lateral (values (p.debit, p.amount_ore), (p.credit, -p.amount_ore)) m(account, ore)
  join takst.chart_account a on a.account = m.account
  where a.type = 'revenue' or a.account = 'vat.output'
), summed as (
  select month,
    coalesce(sum(ore) filter (where type = 'revenue' and vat_code <> ''), 0) as taxed,
    coalesce(sum(ore) filter (where account = 'vat.output'), 0) as vat,
    coalesce(sum(ore) filter (where type = 'revenue' and vat_code = ''), 0) as outside
  from moved group by month
)
select month,
  round(taxed / 100.0, 2) as taxed_net,
  round(vat / 100.0, 2) as salgsmoms,
  0.00 as rubrik_b,
  0.00 as rubrik_c,
  round(outside / 100.0, 2) as outside_scope,
  round((vat - taxed * 0.25) / 100.0, 4) as difference
from summed
where :month::date is null or month = :month::date
order by month
