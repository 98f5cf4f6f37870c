-- R32: in which language the documents of a party are written. What came before is Danish, as every
-- document until now was.
alter table reseller add column language text not null collate "C" default 'da'
  constraint reseller_speaks check (language in ('da', 'en'));
alter table customer add column language text not null collate "C" default 'da'
  constraint customer_speaks check (language in ('da', 'en'));
