-- Payments as the bank told of them, each once: identity is what makes a line of a bank's file that
-- line and no other. A small global table, since it must see across resellers.
create table taken_payment (
  identity bytea primary key check (length(identity) = 32),
  payment_no bigint not null unique check (payment_no > 0)
);
call append_only('taken_payment');

-- What came in. reseller_id is that of the document it was matched to at once, '' where it was not.
create table incoming_payment (
  reseller_id text not null collate "C",
  payment_no bigint not null references taken_payment (payment_no),
  paid_on date not null,
  amount_ore bigint not null constraint incoming_payment_positive check (amount_ore > 0),
  reference text not null collate "C",
  text_commitment bytea not null check (length(text_commitment) = 32),
  waits_for text not null collate "C",
  batch_id bigint not null references batch,
  primary key (reseller_id, payment_no)
);
create index incoming_payment_by_no on incoming_payment (payment_no);
call append_only('incoming_payment');
call behind_door('incoming_payment');

-- The bank's text can name a person, so it can be erased; what was sealed is a commitment to it.
create table incoming_payment_text (
  reseller_id text not null collate "C",
  payment_no bigint not null,
  salt bytea not null,
  text text not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, payment_no)
);
call erasable('incoming_payment_text');
call behind_door('incoming_payment_text');

-- What of a payment settles which document; the ledger has a transaction for each.
create table payment_match (
  reseller_id text not null collate "C",
  payment_no bigint not null references taken_payment (payment_no),
  number integer not null,
  amount_ore bigint not null constraint payment_match_positive check (amount_ore > 0),
  accounting_date date not null,
  how text not null collate "C" check (how in ('payment-id', 'number', 'by-hand')),
  batch_id bigint not null references batch,
  constraint payment_match_once primary key (reseller_id, payment_no, number),
  foreign key (reseller_id, number) references document
);
create index payment_match_by_document on payment_match (reseller_id, number);
create index payment_match_by_payment on payment_match (payment_no);
call append_only('payment_match');
call behind_door('payment_match');

create index document_by_payment_id on document (payment_id);

-- What is open of each document at the end of a day: its total less what credit notes took off it
-- less what was paid, below 0 where more was paid than owed. A credit note stands in the list itself
-- only where it corrects no invoice. The sum is the balance of debtors that day.
create function open_documents(at date)
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
    select coalesce(sum(m.amount_ore), 0)::bigint as paid from takst.payment_match m
    where m.reseller_id = d.reseller_id and m.number = d.number and m.accounting_date <= at) p
  where d.issue_date <= at
    and (d.kind = 'invoice' or d.body::json -> 'corrects' ->> 'number' is null)
$$;
