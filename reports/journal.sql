-- purpose: Everything that was taken in or done, in order: who, when, through which door, and what
--     came of it (R43).
-- parameters:
--   from (date): only from this day on
--   to (date): only until the end of this day
-- columns:
--   batch (number): number of the batch; facts carry it, and a run's cut-off is such a number
--   kind (text): master, calls, rates, catalogue, retry, run, close, order, declaration, ruling,
--     evidence, findings, request, pack, claim, key, mail, retention, source, rerate, quarantine,
--     credit, export, payment, brand or sending
--   source (text): the file or month it is about
--   recorded_at (instant): when
--   recorded_by (text): who
--   channel (text): through which door
--   rows_recorded (count): rows of files that were new or changed something
--   records_read (count): call records read
--   reason (text): why, where one was given
select b.batch_id as batch,
  b.kind,
  b.source_name as source,
  b.recorded_at,
  b.recorded_by,
  b.channel,
  (select sum(f.rows_recorded)::bigint from takst.imported_file f where f.batch_id = b.batch_id)
    as rows_recorded,
  c.read_count as records_read,
  b.reason
from takst.batch b left join takst.call_batch c using (batch_id)
where (:from::date is null
    or b.recorded_at >= (:from::date::timestamp at time zone 'Europe/Copenhagen'))
  and (:to::date is null
    or b.recorded_at < ((:to::date + 1)::timestamp at time zone 'Europe/Copenhagen'))
order by b.batch_id
