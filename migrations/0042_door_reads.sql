-- R42: who recorded what, and when, stands in batches, which are of several resellers. A door sees those that
-- its reseller's own sealed facts or marks name; both tables are behind the door themselves.
alter table batch enable row level security;
create policy writer_does_all on batch to takst_writer using (true) with check (true);
create policy door_reads_own on batch for select to takst_door using (
  exists (select from takst.journal_entry j where j.batch_id = batch.batch_id)
  or exists (select from takst.stale_mark s where s.batch_id = batch.batch_id));
grant select on batch to takst_door;
