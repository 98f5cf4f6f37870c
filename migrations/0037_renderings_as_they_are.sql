-- A rendering is mostly a PDF, which is compressed already: trying once more took a tenth of an export.
-- What is stored stays as it is; new bytes are stored as they come.
alter table rendering alter column bytes set storage external;
