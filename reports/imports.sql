-- purpose: Files of calls as they were taken in, with the account of their records: read = rated + free +
--     duplicate + quarantined + excluded, in count and in seconds. The last row adds them up.
-- parameters:
--   month (month): only files taken in during this month, local time
--   since (date): only files taken in since this day, local time
--   source (text): only files of this source
-- columns:
--   recorded_at (instant): when it was taken in, empty in the last row
--   by (text): by whom
--   file (text): its name, total in the last row
--   source (text): the source whose settings it was read by, empty where its format needs none
--   format (text): the format of its records, empty where that was not kept yet
--   batch (number): number of its batch
--   read (count): records in the file
--   rated (count): records with a price
--   free (count): records that cost nothing
--   duplicate (count): records that were in already
--   quarantined (count): records that waited for a person when the file was taken in
--   excluded (count): records that are not billed
--   seconds (count): billable seconds of the records read
--   rated_seconds (count): those of rated records
--   free_seconds (count): those of free ones
--   duplicate_seconds (count): those of duplicates
--   quarantined_seconds (count): those of quarantined ones
--   excluded_seconds (count): those of excluded ones
with file as (
  select b.recorded_at, b.recorded_by, c.*
  from takst.call_batch c join takst.batch b using (batch_id)
  where (:month::date is null or date_trunc('month', b.recorded_at at time zone
      'Europe/Copenhagen')::date = :month::date)
    and (:since::date is null
      or (b.recorded_at at time zone 'Europe/Copenhagen')::date >= :since::date)
    and (:source::text is null or c.source = :source)
),
line as (
  select 0 as place, batch_id, recorded_at, recorded_by, file_name, source, format, read_count,
    rated_count, free_count, duplicate_count, quarantined_count, excluded_count, read_seconds,
    rated_seconds, free_seconds, duplicate_seconds, quarantined_seconds, excluded_seconds
  from file
  union all
  select 1, null, null, '', 'total', '', '', coalesce(sum(read_count), 0),
    coalesce(sum(rated_count), 0), coalesce(sum(free_count), 0), coalesce(sum(duplicate_count), 0),
    coalesce(sum(quarantined_count), 0), coalesce(sum(excluded_count), 0),
    coalesce(sum(read_seconds), 0), coalesce(sum(rated_seconds), 0),
    coalesce(sum(free_seconds), 0), coalesce(sum(duplicate_seconds), 0),
    coalesce(sum(quarantined_seconds), 0), coalesce(sum(excluded_seconds), 0)
  from file
)
select recorded_at,
  recorded_by as by,
  file_name as file,
  source,
  format,
  batch_id as batch,
  read_count as read,
  rated_count as rated,
  free_count as free,
  duplicate_count as duplicate,
  quarantined_count as quarantined,
  excluded_count as excluded,
  read_seconds as seconds,
  rated_seconds,
  free_seconds,
  duplicate_seconds,
  quarantined_seconds,
  excluded_seconds
from line
order by place, batch_id
