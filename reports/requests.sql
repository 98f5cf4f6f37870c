-- purpose: Requests for documentation with their deadlines: who asked about whom, when the answer came,
--     and which deadlines passed without one (R35, R36).
-- parameters:
--   on (date, default today): the day on which one looks; what is due that day is not late yet
--   reseller (text): only this reseller
-- columns:
--   request (number): number of the request
--   requester (text): microsoft, flexfone or auditor
--   reseller (text): reseller_id
--   customer (text): customer_id, empty where all customers of the reseller are meant
--   received_at (instant): when the reseller received the request
--   calendar (text): what counted as a working day
--   due (date): the last day for an answer
--   flexfone_due (date): the last day for Flexfone's own answer, where Microsoft asked Flexfone first
--   state (text): open, answered, accepted or withdrawn
--   answered_at (instant): when it was first answered
--   late (text): whose deadlines passed unanswered
--   noticed_at (instant): when the first of them was recorded
--   documents (count): documents that the reseller handed in
--   mails (count): mails written to the reseller
with step as (
  select r.reseller_id, r.request_id,
    (array_agg(s.state order by s.batch_id desc))[1] as state,
    min(s.at) filter (where s.state = 'answered') as answered_at,
    min(s.at) as settled_at
  from takst.evidence_request r join takst.evidence_request_state s using (reseller_id, request_id)
  group by r.reseller_id, r.request_id
), standing as (
  select r.*, coalesce(s.state, 'open') as state, s.answered_at,
    coalesce(s.answered_at, s.settled_at, :on::date::timestamp at time zone 'Europe/Copenhagen')
      as until
  from takst.evidence_request r left join step s using (reseller_id, request_id)
)
select r.request_id as request,
  r.requester,
  r.reseller_id as reseller,
  r.customer_id as customer,
  r.received_at,
  r.calendar,
  r.due_on as due,
  r.first_due_on as flexfone_due,
  r.state,
  r.answered_at,
  concat_ws(', ',
    case when r.until >= r.due_at then 'reseller' end,
    case when r.until >= r.first_due_at then 'flexfone' end) as late,
  (select min(b.noticed_at) from takst.evidence_request_breach b
    where b.reseller_id = r.reseller_id and b.request_id = r.request_id) as noticed_at,
  (select count(*) from takst.evidence_attachment a
    where a.reseller_id = r.reseller_id and a.request_id = r.request_id) as documents,
  (select count(*) from takst.evidence_request_mail m
    where m.reseller_id = r.reseller_id and m.request_id = r.request_id) as mails
from standing r
where :reseller::text is null or r.reseller_id = :reseller
order by r.due_at, r.request_id
