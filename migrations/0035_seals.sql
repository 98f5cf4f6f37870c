-- R43: kinds of entries that the journal has had only since this migration. What stood in a batch up to
-- `after_batch` when it ran was sealed by nothing; the first entry of the kind seals it too, so that from
-- then on nothing of it can be changed, and nothing be put among it, unseen.
create table seal_begin (
  kind text primary key collate "C",
  after_batch bigint not null check (after_batch >= 0)
);
call append_only('seal_begin');
insert into seal_begin (kind, after_batch)
select kind, coalesce((select max(batch_id) from batch), 0)
from unnest(array['months.closed', 'credits.recorded']) as k(kind);

-- Whether there is an entry of a kind yet is asked by each run, however long the journal is.
create index journal_entry_by_kind on journal_entry (kind, batch_id);

-- What a batch says of proposals is sealed in this order.
create index credit_proposal_state_by_batch on credit_proposal_state (batch_id, reseller_id, proposal_id);
create index credit_release_by_batch on credit_release (batch_id, reseller_id, proposal_id);

-- As before (0032), without reading texts: which invoice a credit note is of stands beside it. Asked for a
-- few documents it looks at those alone.
create or replace function open_documents(at date)
returns table (reseller_id text, number integer, kind text, account_id text, bill_to text,
  payment_id text, issue_date date, due_date date, total_ore bigint, credited_ore bigint,
  paid_ore bigint, open_ore bigint)
language sql stable
as $$
  select d.reseller_id, d.number, d.kind, d.account_id, d.bill_to, d.payment_id, d.issue_date,
    d.due_date, t.total, c.credited, p.paid, t.total - c.credited - p.paid
  from takst.document d
  cross join lateral (
    select case d.kind when 'invoice' then d.total_ore else -d.total_ore end as total) t
  cross join lateral (
    select coalesce(sum(n.total_ore), 0)::bigint as credited
    from takst.credit_note k join takst.document n
      on n.reseller_id = k.reseller_id and n.number = k.number
    where k.reseller_id = d.reseller_id and k.corrects = d.number and n.issue_date <= at) c
  cross join lateral (
    select coalesce(sum(m.amount_ore), 0)::bigint as paid from takst.payment_movement m
    where m.reseller_id = d.reseller_id and m.number = d.number and m.accounting_date <= at) p
  where d.issue_date <= at
    and not exists (select from takst.credit_note k
      where k.reseller_id = d.reseller_id and k.number = d.number)
$$;
