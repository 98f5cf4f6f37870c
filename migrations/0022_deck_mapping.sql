-- R44: how a carrier's file was read, so that it can be read again; null for one in our own columns.
alter table deck add column form jsonb;

-- One line of a carrier's file may price several prefixes, or a first block and what follows it.
alter table deck_row drop constraint deck_row_pkey;
alter table deck_row add constraint deck_row_pkey primary key (deck_id, row_no, prefix, from_second);
