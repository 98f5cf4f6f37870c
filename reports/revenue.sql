-- purpose: Revenue per month and reseller as posted in the ledger, licences and calls apart.
-- parameters:
--   month (month): only this month
--   by (service|accounting, default service): "service" for the month that the service was given in, "accounting"
--     for the month of the accounting date
-- columns:
--   month (month): the month, of service or accounting as asked
--   reseller (text): reseller_id
--   reseller_name (text): name of the reseller
--   licences (decimal): kroner ex VAT for licences
--   calls (decimal): kroner ex VAT for calls
--   other (decimal): kroner ex VAT for anything else
--   net (decimal): all three
with movement as (
  select t.reseller_id, p.kind,
    date_trunc('month', case when :by = 'accounting' then t.accounting_date
      else coalesce(p.service_month, t.accounting_date) end)::date as month,
    case when credit.type = 'revenue' then p.amount_ore else 0 end
      - case when debit.type = 'revenue' then p.amount_ore else 0 end as ore
  from takst.posting p
  join takst.ledger_transaction t using (reseller_id, seq)
  join takst.chart_account credit on credit.account = p.credit
  join takst.chart_account debit on debit.account = p.debit
  where 'revenue' in (credit.type, debit.type)
), reseller as (
  select distinct on (reseller_id) reseller_id, name
  from takst.reseller order by reseller_id, version desc
)
select m.month,
  m.reseller_id as reseller,
  coalesce(r.name, '') as reseller_name,
  round(coalesce(sum(ore) filter (where kind = 'licence'), 0) / 100.0, 2) as licences,
  round(coalesce(sum(ore) filter (where kind = 'usage'), 0) / 100.0, 2) as calls,
  round(coalesce(sum(ore) filter (where kind not in ('licence', 'usage')), 0) / 100.0, 2) as other,
  round(sum(ore) / 100.0, 2) as net
from movement m left join reseller r using (reseller_id)
where :month::date is null or m.month = :month::date
group by m.month, m.reseller_id, r.name
order by m.month, m.reseller_id
