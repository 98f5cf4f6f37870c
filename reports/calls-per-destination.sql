-- purpose: Priced calls of a month by destination: how many, how long, and what they cost. These are
--     the calls as imported by now, billed or not, also those before a customer's start of billing.
-- parameters:
--   month (month, required): the month in which the calls started
--   customer (text): only this customer
-- columns:
--   destination (text): destination as the rate deck names it
--   calls (count): number of calls
--   minutes (decimal): length of the calls as they were, not as billed, in minutes
--   revenue (decimal): kroner ex VAT, the unrounded prices added up and then rounded to øre
--   share (decimal): per cent of the month's revenue
with total as (
  select destination, sum(calls) as calls, sum(seconds) as seconds, sum(price_micro) as micro
  from takst.usage_total
  where service_month = :month::date
    and (:customer::text is null or customer_id = :customer)
  group by destination
)
select destination,
  calls,
  round(seconds / 60.0, 1) as minutes,
  round(micro / 1000000.0, 2) as revenue,
  case when sum(micro) over () > 0 then round(100.0 * micro / sum(micro) over (), 1) else 0 end
    as share
from total
order by micro desc, destination
