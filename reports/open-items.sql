-- purpose: Documents that are not settled at the end of a day: total less credit notes less payments. What
--     they come to together is the balance of debtors that day. Data for reminders and interest;
--     Takst sends neither.
-- parameters:
--   on (date, default today): the day
--   account (text): only this account
--   reseller (text): only this reseller's documents
-- columns:
--   account (text): the customer_id or reseller_id billed
--   reseller (text): reseller_id
--   number (number): document number
--   kind (text): invoice or credit-note
--   issued (date): issue date
--   due (date): due date
--   days_overdue (count): days after the due date, 0 where it has not passed
--   total (decimal): what was billed, kroner with VAT
--   credited (decimal): taken off by credit notes
--   paid (decimal): paid
--   open (decimal): what is left; below 0 where more was paid than owed
select o.account_id as account, o.reseller_id as reseller, o.number, o.kind, o.issue_date as issued,
  o.due_date as due,
  case when o.open_ore > 0 then greatest(:on::date - coalesce(o.due_date, o.issue_date), 0)
    else 0 end as days_overdue,
  round(o.total_ore / 100.0, 2) as total,
  round(o.credited_ore / 100.0, 2) as credited,
  round(o.paid_ore / 100.0, 2) as paid,
  round(o.open_ore / 100.0, 2) as open
from takst.open_documents(:on::date) o
where o.open_ore <> 0
  and (:account::text is null or o.account_id = :account)
  and (:reseller::text is null or o.reseller_id = :reseller)
order by o.account_id, o.number
