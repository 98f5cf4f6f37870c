-- R37: the public halves of the keys that sign evidence packs. The private ones lie in files that
-- only the operator reads. Whose packs they sign does not matter, so everybody may see them.
create table signing_key (
  key_id text not null collate "C" constraint signing_key_fingerprint check (key_id ~ '^[0-9a-f]{64}$'),
  public_key_pem text not null,
  name text not null,
  batch_id bigint not null references batch,
  constraint signing_key_pkey primary key (key_id)
);
call append_only('signing_key');
grant select on signing_key to takst_door;

-- A key that has served its time signs no more. What it signed stays as valid as it was.
create table signing_key_state (
  key_id text not null collate "C",
  state text not null collate "C" constraint signing_key_state_known check (state in ('retired')),
  reason text not null,
  batch_id bigint not null references batch,
  constraint signing_key_state_once primary key (key_id, state),
  constraint signing_key_state_of foreign key (key_id) references signing_key
);
call append_only('signing_key_state');
grant select on signing_key_state to takst_door;
