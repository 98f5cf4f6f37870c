-- Who is who. An edited row is a new version beside the old one; the latest version counts.
create table reseller (
  reseller_id text not null collate "C",
  version integer not null,
  batch_id bigint not null references batch,
  name text not null,
  cvr text not null,
  gln text not null,
  address text not null,
  postcode text not null,
  city text not null,
  country text not null,
  buyer_reference text not null,
  email text not null,
  payment_terms_days integer not null check (payment_terms_days between 0 and 120),
  primary key (reseller_id, version)
);
call append_only('reseller');
call behind_door('reseller');

create table customer (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  version integer not null,
  batch_id bigint not null references batch,
  name text not null,
  cvr text not null,
  gln text not null,
  domain text not null,
  tenant_id text not null,
  price_plan text not null,
  hosting text not null check (hosting in ('cloud', 'on-premise')),
  ready_on date,
  address text not null,
  postcode text not null,
  city text not null,
  country text not null,
  buyer_reference text not null,
  email text not null,
  payment_terms_days integer not null check (payment_terms_days between 0 and 120),
  billed_from date check (extract(day from billed_from) = 1),
  primary key (reseller_id, customer_id, version)
);
create index customer_by_id on customer (customer_id, version);
call append_only('customer');
call behind_door('customer');

-- R29: which reseller a customer belongs to and who is billed, from the first of a month. In force
-- in a month is the row with the latest from_month not after it; of several, the last recorded.
create table customer_home (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  from_month date not null check (extract(day from from_month) = 1),
  bill_to text not null check (bill_to in ('customer', 'reseller')),
  batch_id bigint not null references batch,
  primary key (reseller_id, customer_id, from_month, batch_id)
);
create index customer_home_by_id on customer_home (customer_id);
call append_only('customer_home');
call behind_door('customer_home');

create table employee (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  employee_id text not null collate "C",
  version integer not null,
  batch_id bigint not null references batch,
  name text not null,
  upn text not null,
  extension text not null,
  number text not null,
  client_number text not null,
  myfone boolean not null,
  primary key (reseller_id, customer_id, employee_id, version)
);
create index employee_by_id on employee (employee_id, version);
create index employee_by_customer on employee (customer_id);
call append_only('employee');
call behind_door('employee');

-- R7: the reseller's confirmed order; employee_id '' means all employees of the customer.
create table customer_order (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  order_id bigint generated always as identity,
  employee_id text not null collate "C",
  licence text not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  fee_accepted_by text not null,
  batch_id bigint not null references batch,
  line_no bigint not null,
  primary key (reseller_id, customer_id, order_id)
);
create index customer_order_by_customer on customer_order (customer_id);
call append_only('customer_order');
call behind_door('customer_order');

-- R8: intervals of an active integration; (employee, activated_at) is the identity, and a later
-- version closes or corrects it.
create table activation (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  employee_id text not null collate "C",
  activated_at timestamptz not null,
  version integer not null,
  deactivated_at timestamptz check (deactivated_at > activated_at),
  batch_id bigint not null references batch,
  line_no bigint not null,
  primary key (reseller_id, customer_id, employee_id, activated_at, version)
);
create index activation_by_customer on activation (customer_id);
call append_only('activation');
call behind_door('activation');
