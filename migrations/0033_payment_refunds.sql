-- What was paid too much and sent back: the money leaves the bank, and the document is overpaid by so
-- much less. The payment and its match stay as they were. A transfer that came back is taken back by a
-- row of its own.
create table payment_refund (
  reseller_id text not null collate "C",
  payment_no bigint not null,
  number integer not null,
  match_batch_id bigint not null,
  amount_ore bigint not null constraint payment_refund_positive check (amount_ore > 0),
  accounting_date date not null,
  batch_id bigint not null references batch,
  constraint payment_refund_once primary key (reseller_id, payment_no, number, batch_id),
  foreign key (reseller_id, payment_no, number, match_batch_id)
    references payment_match (reseller_id, payment_no, number, batch_id)
);
create index payment_refund_by_document on payment_refund (reseller_id, number);
create index payment_refund_by_payment on payment_refund (payment_no);
call append_only('payment_refund');
call behind_door('payment_refund');

-- The key is the promise: a refund is taken back once.
create table payment_refund_undone (
  reseller_id text not null collate "C",
  payment_no bigint not null,
  number integer not null,
  refund_batch_id bigint not null,
  accounting_date date not null,
  batch_id bigint not null references batch,
  constraint payment_refund_undone_once
    primary key (reseller_id, payment_no, number, refund_batch_id),
  foreign key (reseller_id, payment_no, number, refund_batch_id)
    references payment_refund (reseller_id, payment_no, number, batch_id)
);
create index payment_refund_undone_by_document on payment_refund_undone (reseller_id, number);
call append_only('payment_refund_undone');
call behind_door('payment_refund_undone');

-- As before (0032), with refunds: what moved on documents, in the order of the books. Only what is no
-- refund says how much of a payment is left to match.
create or replace view payment_movement with (security_invoker = true) as
select reseller_id, payment_no, number, accounting_date, amount_ore, batch_id, false as is_refund
from payment_match
union all
select u.reseller_id, u.payment_no, u.number, u.accounting_date, -m.amount_ore, u.batch_id, false
from payment_unmatch u join payment_match m
  on m.reseller_id = u.reseller_id and m.payment_no = u.payment_no and m.number = u.number
  and m.batch_id = u.match_batch_id
union all
select reseller_id, payment_no, number, accounting_date, -amount_ore, batch_id, true
from payment_refund
union all
select u.reseller_id, u.payment_no, u.number, u.accounting_date, r.amount_ore, u.batch_id, true
from payment_refund_undone u join payment_refund r
  on r.reseller_id = u.reseller_id and r.payment_no = u.payment_no and r.number = u.number
  and r.batch_id = u.refund_batch_id;
