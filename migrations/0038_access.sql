-- R42, R43: who may ask over the network. Access and webhooks become kinds of batches.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(oid) into known
  from pg_constraint where conname = 'batch_kind_check' and conrelid = 'takst.batch'::regclass;
  alter table batch drop constraint batch_kind_check;
  execute format('alter table batch add constraint batch_kind_check %s',
    replace(known, ']', ', ''access''::text, ''webhook''::text]'));
end
$$;

-- A token is known by the SHA-256 of its 256 random bits; the token itself is nowhere. reseller_id is '' for
-- the house's own. Not behind the door: what tokens there are is nobody's business but the operator's.
create table api_token (
  reseller_id text not null collate "C",
  token_id bigint generated always as identity,
  name text not null,
  role text not null collate "C" constraint api_token_has_role check (role in (
    'operator', 'finance', 'compliance', 'reseller', 'auditor', 'microsoft', 'system')),
  -- Evidence requests that an auditor or Microsoft may read.
  request_ids bigint[] not null,
  hash bytea not null check (length(hash) = 32),
  expires_at timestamptz not null,
  batch_id bigint not null references batch,
  primary key (reseller_id, token_id),
  constraint api_token_is_narrowed check (
    (role = 'reseller') = (reseller_id <> '')
    and (role in ('auditor', 'microsoft')) = (cardinality(request_ids) > 0))
);
create index api_token_by_hash on api_token (hash);
call append_only('api_token');

-- When a token ends before it expires: at once, or after the overlap with the one that takes its place.
create table api_token_end (
  reseller_id text not null collate "C",
  token_id bigint not null,
  batch_id bigint not null references batch,
  ends_at timestamptz not null,
  primary key (reseller_id, token_id, batch_id),
  foreign key (reseller_id, token_id) references api_token
);
call append_only('api_token_end');

-- Roughly when a token was last used; no fact of the books, so it may be written over.
create table api_token_use (
  reseller_id text not null collate "C",
  token_id bigint not null,
  last_used_at timestamptz not null,
  primary key (reseller_id, token_id),
  foreign key (reseller_id, token_id) references api_token
);
call working_table('api_token_use');
