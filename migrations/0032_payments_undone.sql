-- A match that was wrong is taken back by a row of its own, never changed. After that the same payment
-- may be matched to the same document once more, so a match is known by its batch as well.
alter table payment_match drop constraint payment_match_once;
alter table payment_match add constraint payment_match_once
  primary key (reseller_id, payment_no, number, batch_id);

-- The key is the promise: a match is undone once.
create table payment_unmatch (
  reseller_id text not null collate "C",
  payment_no bigint not null,
  number integer not null,
  match_batch_id bigint not null,
  accounting_date date not null,
  batch_id bigint not null references batch,
  constraint payment_unmatch_once primary key (reseller_id, payment_no, number, match_batch_id),
  foreign key (reseller_id, payment_no, number, match_batch_id)
    references payment_match (reseller_id, payment_no, number, batch_id)
);
create index payment_unmatch_by_document on payment_unmatch (reseller_id, number);
create index payment_unmatch_by_payment on payment_unmatch (payment_no);
call append_only('payment_unmatch');
call behind_door('payment_unmatch');

-- What of payments settled documents, and what was taken off them again, below 0: what is paid of a
-- document on a day is the sum up to that day.
create view payment_movement with (security_invoker = true) as
select reseller_id, payment_no, number, accounting_date, amount_ore, batch_id from payment_match
union all
select u.reseller_id, u.payment_no, u.number, u.accounting_date, -m.amount_ore, u.batch_id
from payment_unmatch u join payment_match m
  on m.reseller_id = u.reseller_id and m.payment_no = u.payment_no and m.number = u.number
  and m.batch_id = u.match_batch_id;
grant select on payment_movement to takst_writer, takst_door;

-- As before (0027), with what was undone.
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
  left join (
    select (n.body::json -> 'corrects' ->> 'number')::integer as number,
      sum(n.total_ore)::bigint as credited
    from takst.document n where n.kind = 'credit-note' and n.issue_date <= at
    group by 1) taken on taken.number = d.number
  cross join lateral (select coalesce(taken.credited, 0) as credited) c
  cross join lateral (
    select coalesce(sum(m.amount_ore), 0)::bigint as paid from takst.payment_movement m
    where m.reseller_id = d.reseller_id and m.number = d.number and m.accounting_date <= at) p
  where d.issue_date <= at
    and (d.kind = 'invoice' or d.body::json -> 'corrects' ->> 'number' is null)
$$;

-- Which payments' texts retention erased, so that one that is missing otherwise is seen to be.
create table payment_text_erased (
  reseller_id text not null collate "C",
  payment_no bigint not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, payment_no),
  foreign key (reseller_id, payment_no) references incoming_payment
);
call append_only('payment_text_erased');
call behind_door('payment_text_erased');
