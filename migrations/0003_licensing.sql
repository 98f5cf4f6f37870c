-- The licence catalogue as it was loaded from rates/ (R2); a later load adds, never edits. A plan row
-- has a class and a price, a name or sku row says how the plan is called or sold.
create table licence_term (
  term_id bigint generated always as identity primary key,
  kind text not null collate "C" check (kind in ('plan', 'name', 'sku')),
  plan text not null collate "C",
  name text not null,
  sku_part_number text not null,
  sku_guid text not null,
  class text not null,
  monthly_price_ore bigint not null check (monthly_price_ore >= 0),
  valid_from date not null,
  valid_to date,
  source text not null,
  batch_id bigint not null references batch
);
call append_only('licence_term');
grant select on licence_term to takst_door;

-- R6: who said which licence an employee holds, from when, recorded when. employee_id '' means all.
-- The order of recording is the order of declaration_id.
create table declaration (
  reseller_id text not null collate "C",
  customer_id text not null collate "C",
  declaration_id bigint generated always as identity,
  employee_id text not null collate "C",
  licence text not null,
  valid_from date not null,
  declared_by text not null,
  channel text not null,
  reason text not null,
  recorded_at timestamptz not null,
  batch_id bigint not null references batch,
  line_no bigint not null,
  primary key (reseller_id, customer_id, declaration_id)
);
create index declaration_by_customer on declaration (customer_id);
call append_only('declaration');
call behind_door('declaration');
