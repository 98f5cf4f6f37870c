--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: takst; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA takst;


--
-- Name: append_only(regclass); Type: PROCEDURE; Schema: takst; Owner: -
--

CREATE PROCEDURE takst.append_only(IN target regclass)
    LANGUAGE plpgsql
    AS $$
begin
  execute format('grant select, insert on %s to takst_writer', target);
  execute format(
    'create trigger append_only before update or delete or truncate on %s
     for each statement execute function takst.refuse_change()', target);
end
$$;


--
-- Name: behind_door(regclass); Type: PROCEDURE; Schema: takst; Owner: -
--

CREATE PROCEDURE takst.behind_door(IN target regclass)
    LANGUAGE plpgsql
    AS $_$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy writer_does_all on %s to takst_writer using (true) with check (true)', target);
  execute format(
    $policy$create policy door_reads_own on %s for select to takst_door
      using (reseller_id = nullif(current_setting('takst.reseller_id', true), ''))$policy$, target);
  execute format('grant select on %s to takst_door', target);
end
$_$;


--
-- Name: erasable(regclass); Type: PROCEDURE; Schema: takst; Owner: -
--

CREATE PROCEDURE takst.erasable(IN target regclass)
    LANGUAGE plpgsql
    AS $$
begin
  execute format('grant select, insert, delete on %s to takst_writer', target);
end
$$;


--
-- Name: make_call_month(date); Type: FUNCTION; Schema: takst; Owner: -
--

CREATE FUNCTION takst.make_call_month(wanted date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'takst', 'pg_temp'
    AS $$
declare
  first_day constant date := date_trunc('month', wanted)::date;
  part constant text := 'call_' || to_char(first_day, 'YYYY_MM');
begin
  if first_day not between '2000-01-01' and '2099-12-01' then
    raise exception 'no call is stored for %: only for 2000 to 2099', wanted;
  end if;
  if to_regclass('takst.' || part) is null then
    perform pg_advisory_xact_lock(hashtextextended('takst make_call_month', 0));
    if to_regclass('takst.' || part) is null then
      -- Made apart and then attached: "create table … partition of" would lock out all readers
      -- until the import that needs the month has committed.
      execute format('create table takst.%I (like takst.call including all)', part);
      execute format(
        'alter table takst.call attach partition takst.%I for values from (%L) to (%L)',
        part, first_day, (first_day + interval '1 month')::date);
      call takst.append_only(format('takst.%I', part)::regclass);
    end if;
  end if;
  return part;
end
$$;


--
-- Name: open_documents(date); Type: FUNCTION; Schema: takst; Owner: -
--

CREATE FUNCTION takst.open_documents(at date) RETURNS TABLE(reseller_id text, number integer, kind text, account_id text, bill_to text, payment_id text, issue_date date, due_date date, total_ore bigint, credited_ore bigint, paid_ore bigint, open_ore bigint)
    LANGUAGE sql STABLE
    AS $$
  select d.reseller_id, d.number, d.kind, d.account_id, d.bill_to, d.payment_id, d.issue_date,
    d.due_date, t.total, c.credited, p.paid, t.total - c.credited - p.paid
  from takst.document d
  cross join lateral (
    select case d.kind when 'invoice' then d.total_ore else -d.total_ore end as total) t
  cross join lateral (
    select coalesce(sum(n.total_ore), 0)::bigint as credited
    from takst.credit_note k join takst.document n
      on n.reseller_id = k.reseller_id and n.number = k.number
    where k.reseller_id = d.reseller_id and k.corrects = d.number and n.issue_date <= at) c
  cross join lateral (
    select coalesce(sum(m.amount_ore), 0)::bigint as paid from takst.payment_movement m
    where m.reseller_id = d.reseller_id and m.number = d.number and m.accounting_date <= at) p
  where d.issue_date <= at
    and not exists (select from takst.credit_note k
      where k.reseller_id = d.reseller_id and k.number = d.number)
$$;


--
-- Name: purge_call_month(date, bigint); Type: FUNCTION; Schema: takst; Owner: -
--

CREATE FUNCTION takst.purge_call_month(wanted date, under_batch bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'takst', 'pg_temp'
    AS $$
declare
  first_day constant date := date_trunc('month', wanted)::date;
  part constant text := 'call_' || to_char(first_day, 'YYYY_MM');
  today constant date := (now() at time zone 'Europe/Copenhagen')::date;
  differing record;
  gone bigint;
begin
  if first_day + interval '25 months' > today then
    raise exception 'the calls of % are younger than 24 months', to_char(first_day, 'YYYY-MM');
  end if;
  if not exists (select from batch where batch_id = under_batch and kind = 'retention') then
    raise exception 'calls are purged under a batch of retention alone';
  end if;
  if to_regclass('takst.' || part) is null then
    return 0;
  end if;
  execute format('lock table takst.%I in access exclusive mode', part);

  with counted as (
    select reseller_id, customer_id, destination, deck_id, batch_id, sum(calls) as calls,
      sum(billable_seconds - coalesce(repeated_seconds, 0)) as seconds,
      sum(price_micro) as price_micro,
      coalesce(sum(calls) filter (where employee_id is null and outcome = 'rated'), 0)
        as unattributed_calls
    from call where service_month = first_day and price_micro is not null
    group by reseller_id, customer_id, destination, deck_id, batch_id),
  stored as (
    select * from usage_total u where service_month = first_day and not exists (
      select from sealed_month s where s.reseller_id = u.reseller_id
        and s.customer_id = u.customer_id and s.service_month = u.service_month))
  select customer_id, destination into differing
  from stored full join counted using (reseller_id, customer_id, destination, deck_id, batch_id)
  where (coalesce(stored.calls, 0), coalesce(stored.seconds, 0), coalesce(stored.price_micro, 0),
      coalesce(stored.unattributed_calls, 0))
    is distinct from
    (coalesce(counted.calls, 0), coalesce(counted.seconds, 0), coalesce(counted.price_micro, 0),
      coalesce(counted.unattributed_calls, 0))
  order by customer_id, destination limit 1;
  if found then
    raise exception 'the calls of customer % to % in % do not come to their totals',
      differing.customer_id, differing.destination, to_char(first_day, 'YYYY-MM');
  end if;

  insert into sealed_month (reseller_id, customer_id, service_month, calls, seconds, price_micro,
    totals_sha256, batch_id)
  select reseller_id, customer_id, first_day, coalesce(t.calls, 0), coalesce(t.seconds, 0),
    coalesce(t.price_micro, 0), coalesce(t.totals_sha256, sha256(''::bytea)), under_batch
  from (select reseller_id, customer_id from call where service_month = first_day
    union select reseller_id, customer_id from usage_total where service_month = first_day) touched
  left join (select * from month_total where service_month = first_day) t
    using (reseller_id, customer_id)
  where not exists (select from sealed_month s where s.reseller_id = touched.reseller_id
    and s.customer_id = touched.customer_id and s.service_month = first_day);

  insert into sealed_call (reseller_id, customer_id, service_month, call_batch_id, outcome, calls,
    seconds)
  select reseller_id, customer_id, first_day, batch_id, outcome, count(*), sum(billable_seconds)
  from call where service_month = first_day and of_batch is null
  group by reseller_id, customer_id, batch_id, outcome;
  select count(*) into gone from call where service_month = first_day and of_batch is null;

  delete from call_part where service_month = first_day;
  execute format('drop table takst.%I', part);
  return gone;
end
$$;


--
-- Name: refuse_change(); Type: FUNCTION; Schema: takst; Owner: -
--

CREATE FUNCTION takst.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% on takst.% is refused: the table is append-only (R21)', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;


--
-- Name: working_table(regclass); Type: PROCEDURE; Schema: takst; Owner: -
--

CREATE PROCEDURE takst.working_table(IN target regclass)
    LANGUAGE plpgsql
    AS $$
begin
  execute format('grant select, insert, update, delete on %s to takst_writer', target);
end
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: activation; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.activation (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    employee_id text NOT NULL COLLATE pg_catalog."C",
    activated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    deactivated_at timestamp with time zone,
    batch_id bigint NOT NULL,
    line_no bigint NOT NULL,
    CONSTRAINT activation_check CHECK ((deactivated_at > activated_at))
);


--
-- Name: api_token; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.api_token (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    token_id bigint NOT NULL,
    name text NOT NULL,
    role text NOT NULL COLLATE pg_catalog."C",
    request_ids bigint[] NOT NULL,
    hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT api_token_has_role CHECK ((role = ANY (ARRAY['operator'::text, 'finance'::text, 'compliance'::text, 'reseller'::text, 'auditor'::text, 'microsoft'::text, 'system'::text]))),
    CONSTRAINT api_token_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT api_token_is_narrowed CHECK ((((role = 'reseller'::text) = (reseller_id <> ''::text)) AND ((role = ANY (ARRAY['auditor'::text, 'microsoft'::text])) = (cardinality(request_ids) > 0))))
);


--
-- Name: api_token_end; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.api_token_end (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    token_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    ends_at timestamp with time zone NOT NULL
);


--
-- Name: api_token_token_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.api_token ALTER COLUMN token_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.api_token_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: api_token_use; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.api_token_use (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    token_id bigint NOT NULL,
    last_used_at timestamp with time zone NOT NULL
);


--
-- Name: batch; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.batch (
    batch_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    source_name text NOT NULL COLLATE pg_catalog."C",
    sha256 bytea,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    channel text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT batch_kind_check CHECK ((kind = ANY (ARRAY['master'::text, 'calls'::text, 'rates'::text, 'catalogue'::text, 'retry'::text, 'run'::text, 'close'::text, 'order'::text, 'declaration'::text, 'ruling'::text, 'evidence'::text, 'findings'::text, 'request'::text, 'pack'::text, 'claim'::text, 'key'::text, 'mail'::text, 'retention'::text, 'source'::text, 'rerate'::text, 'quarantine'::text, 'credit'::text, 'export'::text, 'payment'::text, 'brand'::text, 'sending'::text, 'access'::text, 'webhook'::text]))),
    CONSTRAINT batch_sha256_check CHECK ((length(sha256) = 32))
);


--
-- Name: batch_batch_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.batch ALTER COLUMN batch_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.batch_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: billing_run; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.billing_run (
    run_id bigint NOT NULL,
    month date NOT NULL,
    cut_off_batch bigint NOT NULL,
    cut_off_at timestamp with time zone NOT NULL,
    issue_date date NOT NULL,
    started_by text NOT NULL,
    CONSTRAINT billing_run_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);


--
-- Name: billing_run_outcome; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.billing_run_outcome (
    request_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    finished_at timestamp with time zone NOT NULL,
    told text NOT NULL,
    CONSTRAINT billing_run_outcome_state_check CHECK ((state = ANY (ARRAY['done'::text, 'refused'::text, 'stopped'::text, 'failed'::text])))
);


--
-- Name: billing_run_progress; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.billing_run_progress (
    request_id bigint NOT NULL,
    stage text DEFAULT ''::text NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    beat_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);


--
-- Name: billing_run_request; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.billing_run_request (
    request_id bigint NOT NULL,
    month date NOT NULL,
    issue_date date,
    dry_run boolean NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    requested_by text NOT NULL,
    channel text NOT NULL,
    CONSTRAINT billing_run_request_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);


--
-- Name: billing_run_request_request_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.billing_run_request ALTER COLUMN request_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.billing_run_request_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: billing_run_result; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.billing_run_result (
    run_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    summary text NOT NULL
);


--
-- Name: billing_run_run_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.billing_run ALTER COLUMN run_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.billing_run_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: brand; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.brand (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    colour text COLLATE pg_catalog."C",
    logo_sha256 bytea,
    CONSTRAINT brand_colour_is_hex CHECK ((colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT brand_logo_needs_colour CHECK (((colour IS NOT NULL) OR (logo_sha256 IS NULL)))
);


--
-- Name: brand_logo; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.brand_logo (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    sha256 bytea NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    bytes bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT brand_logo_has_height CHECK ((height > 0)),
    CONSTRAINT brand_logo_has_width CHECK ((width > 0)),
    CONSTRAINT brand_logo_is_its_hash CHECK ((sha256 = sha256(bytes)))
);


--
-- Name: call; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    batch_id bigint NOT NULL,
    line_no bigint NOT NULL,
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    outgoing boolean NOT NULL,
    from_text text NOT NULL COLLATE pg_catalog."C",
    to_text text NOT NULL COLLATE pg_catalog."C",
    started_at timestamp with time zone NOT NULL,
    billable_seconds integer NOT NULL,
    forwarded_by text COLLATE pg_catalog."C",
    employee_id text COLLATE pg_catalog."C",
    outcome text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    deck_id bigint,
    destination text COLLATE pg_catalog."C",
    billed_seconds integer,
    price_micro bigint,
    clock text COLLATE pg_catalog."C",
    call_id text COLLATE pg_catalog."C",
    calls smallint DEFAULT 1 NOT NULL,
    gathered_seconds integer,
    sign smallint DEFAULT 1 NOT NULL,
    of_batch bigint,
    of_line bigint,
    answered_at timestamp with time zone,
    outer_leg text COLLATE pg_catalog."C",
    repeated_seconds integer,
    CONSTRAINT call_calls_check CHECK (((calls >= '-1'::integer) AND (calls <= 1))),
    CONSTRAINT call_clock_check CHECK ((clock = ANY (ARRAY['earlier'::text, 'later'::text]))),
    CONSTRAINT call_correction CHECK ((((of_batch IS NULL) = (of_line IS NULL)) AND ((sign = 1) OR (of_batch IS NOT NULL)))),
    CONSTRAINT call_outcome_check CHECK ((outcome = ANY (ARRAY['rated'::text, 'free'::text, 'excluded'::text]))),
    CONSTRAINT call_repeated CHECK (((repeated_seconds IS NULL) OR ((answered_at IS NOT NULL) AND (((sign * repeated_seconds) >= 1) AND ((sign * repeated_seconds) <= (sign * billable_seconds)))))),
    CONSTRAINT call_sign_check CHECK ((sign = ANY (ARRAY['-1'::integer, 1])))
)
PARTITION BY RANGE (service_month);


--
-- Name: call_batch; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_batch (
    batch_id bigint NOT NULL,
    sha256 bytea,
    file_name text NOT NULL,
    read_count bigint NOT NULL,
    rated_count bigint NOT NULL,
    free_count bigint NOT NULL,
    duplicate_count bigint NOT NULL,
    quarantined_count bigint NOT NULL,
    excluded_count bigint NOT NULL,
    read_seconds bigint NOT NULL,
    rated_seconds bigint NOT NULL,
    free_seconds bigint NOT NULL,
    duplicate_seconds bigint NOT NULL,
    quarantined_seconds bigint NOT NULL,
    excluded_seconds bigint NOT NULL,
    format text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    source text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT call_batch_adds_up CHECK (((read_count = ((((rated_count + free_count) + duplicate_count) + quarantined_count) + excluded_count)) AND (read_seconds = ((((rated_seconds + free_seconds) + duplicate_seconds) + quarantined_seconds) + excluded_seconds))))
);


--
-- Name: call_identity; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
)
PARTITION BY HASH (source, record_id);


--
-- Name: call_identity_0; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_0 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_1; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_1 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_2; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_2 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_3; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_3 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_4; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_4 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_5; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_5 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_6; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_6 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_identity_7; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_identity_7 (
    source text NOT NULL COLLATE pg_catalog."C",
    record_id text NOT NULL COLLATE pg_catalog."C",
    content bytea NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: call_judgement; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_judgement (
    batch_id bigint NOT NULL,
    code text COLLATE pg_catalog."C",
    register_batch bigint NOT NULL,
    rates_batch bigint NOT NULL,
    source_batch bigint NOT NULL
);


--
-- Name: call_part; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_part (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    call_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    batch_id bigint NOT NULL,
    line_no bigint NOT NULL,
    CONSTRAINT call_part_service_month_check CHECK ((EXTRACT(day FROM service_month) = (1)::numeric))
);


--
-- Name: call_source; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.call_source (
    source text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    format text NOT NULL COLLATE pg_catalog."C",
    zone text NOT NULL,
    ambiguous text NOT NULL,
    customer_id text NOT NULL COLLATE pg_catalog."C",
    options jsonb NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT call_source_ambiguous_check CHECK ((ambiguous = ANY (ARRAY['earlier'::text, 'later'::text, 'quarantine'::text]))),
    CONSTRAINT call_source_version_check CHECK ((version > 0))
);


--
-- Name: charge; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.charge (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    number integer NOT NULL,
    line_no integer NOT NULL,
    amount_ore bigint NOT NULL,
    calls bigint NOT NULL,
    seconds bigint NOT NULL,
    cause text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT charge_service_month_check CHECK ((EXTRACT(day FROM service_month) = (1)::numeric))
);


--
-- Name: chart_account; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.chart_account (
    account text NOT NULL,
    name_da text NOT NULL,
    name_en text NOT NULL,
    type text NOT NULL,
    external_account text NOT NULL,
    vat_code text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT chart_account_type_check CHECK ((type = ANY (ARRAY['asset'::text, 'liability'::text, 'revenue'::text, 'expense'::text])))
);


--
-- Name: claim; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.claim (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    claim_id bigint NOT NULL,
    claimant text NOT NULL,
    reference text NOT NULL,
    received_on date NOT NULL,
    reason text NOT NULL,
    salt bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT claim_salt CHECK ((length(salt) = 16))
);


--
-- Name: claim_allocation; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.claim_allocation (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    claim_id bigint NOT NULL,
    finding_id bigint NOT NULL,
    amount_ore bigint NOT NULL,
    CONSTRAINT claim_allocation_amount_ore_check CHECK ((amount_ore >= 0))
);


--
-- Name: claim_claim_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.claim ALTER COLUMN claim_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.claim_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claim_cost; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.claim_cost (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    claim_id bigint NOT NULL,
    cost text NOT NULL COLLATE pg_catalog."C",
    amount_ore bigint NOT NULL,
    vat text NOT NULL,
    CONSTRAINT claim_cost_cost_check CHECK ((cost = ANY (ARRAY['direct'::text, 'handling'::text]))),
    CONSTRAINT claim_cost_positive CHECK ((amount_ore > 0)),
    CONSTRAINT claim_cost_vat_check CHECK ((vat = ANY (ARRAY['within'::text, 'outside'::text])))
);


--
-- Name: claim_document; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.claim_document (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    claim_id bigint NOT NULL,
    no integer NOT NULL,
    file_name text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    CONSTRAINT claim_document_sha256_check CHECK ((length(sha256) = 32))
);


--
-- Name: claim_withdrawal; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.claim_withdrawal (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    claim_id bigint NOT NULL,
    reason text NOT NULL,
    salt bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT claim_withdrawal_salt CHECK ((length(salt) = 16))
);


--
-- Name: closed_month; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.closed_month (
    month date NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    closed_by text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT closed_month_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);


--
-- Name: credit_note; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.credit_note (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    corrects integer NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT credit_note_corrects_another CHECK ((corrects <> number))
);


--
-- Name: credit_proposal; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.credit_proposal (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    proposal_id bigint NOT NULL,
    run_id bigint NOT NULL,
    service_month date NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    amount_ore bigint NOT NULL,
    cause text NOT NULL COLLATE pg_catalog."C",
    numbers integer[] NOT NULL,
    CONSTRAINT credit_proposal_amount_ore_check CHECK ((amount_ore < 0))
);


--
-- Name: credit_proposal_proposal_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_proposal ALTER COLUMN proposal_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.credit_proposal_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: credit_proposal_state; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.credit_proposal_state (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    proposal_id bigint NOT NULL,
    state text NOT NULL,
    batch_id bigint NOT NULL,
    reason text NOT NULL,
    CONSTRAINT credit_proposal_state_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'withdrawn'::text, 'released'::text, 'rejected'::text])))
);


--
-- Name: credit_release; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.credit_release (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    proposal_id bigint NOT NULL,
    number integer NOT NULL,
    amount_ore bigint NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT credit_release_positive CHECK ((amount_ore > 0))
);


--
-- Name: customer; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.customer (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    batch_id bigint NOT NULL,
    name text NOT NULL,
    cvr text NOT NULL,
    gln text NOT NULL,
    domain text NOT NULL,
    tenant_id text NOT NULL,
    price_plan text NOT NULL,
    hosting text NOT NULL,
    ready_on date,
    address text NOT NULL,
    postcode text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    buyer_reference text NOT NULL,
    email text NOT NULL,
    payment_terms_days integer NOT NULL,
    billed_from date,
    language text DEFAULT 'da'::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT customer_billed_from_check CHECK ((EXTRACT(day FROM billed_from) = (1)::numeric)),
    CONSTRAINT customer_hosting_check CHECK ((hosting = ANY (ARRAY['cloud'::text, 'on-premise'::text]))),
    CONSTRAINT customer_payment_terms_days_check CHECK (((payment_terms_days >= 0) AND (payment_terms_days <= 120))),
    CONSTRAINT customer_speaks CHECK ((language = ANY (ARRAY['da'::text, 'en'::text])))
);


--
-- Name: customer_home; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.customer_home (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    from_month date NOT NULL,
    bill_to text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT customer_home_bill_to_check CHECK ((bill_to = ANY (ARRAY['customer'::text, 'reseller'::text]))),
    CONSTRAINT customer_home_from_month_check CHECK ((EXTRACT(day FROM from_month) = (1)::numeric))
);


--
-- Name: customer_order; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.customer_order (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    order_id bigint NOT NULL,
    employee_id text NOT NULL COLLATE pg_catalog."C",
    licence text NOT NULL,
    confirmed_by text NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    fee_accepted_by text NOT NULL,
    batch_id bigint NOT NULL,
    line_no bigint NOT NULL
);


--
-- Name: customer_order_order_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.customer_order ALTER COLUMN order_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.customer_order_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: deck; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.deck (
    deck_id bigint NOT NULL,
    plan text NOT NULL COLLATE pg_catalog."C",
    legacy boolean DEFAULT false NOT NULL,
    source_name text NOT NULL COLLATE pg_catalog."C",
    sha256 bytea NOT NULL,
    batch_id bigint NOT NULL,
    form jsonb,
    CONSTRAINT deck_sha256_check CHECK ((length(sha256) = 32))
);


--
-- Name: deck_deck_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.deck ALTER COLUMN deck_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.deck_deck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: deck_row; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.deck_row (
    deck_id bigint NOT NULL,
    row_no integer NOT NULL,
    prefix text NOT NULL,
    destination text NOT NULL COLLATE pg_catalog."C",
    setup_fee_micro bigint NOT NULL,
    per_minute_micro bigint NOT NULL,
    increment_seconds integer NOT NULL,
    minimum_seconds integer NOT NULL,
    from_second integer NOT NULL,
    valid_from date,
    valid_to date,
    CONSTRAINT deck_row_from_second_check CHECK ((from_second >= 0)),
    CONSTRAINT deck_row_increment_seconds_check CHECK ((increment_seconds > 0)),
    CONSTRAINT deck_row_minimum_seconds_check CHECK ((minimum_seconds >= 0)),
    CONSTRAINT deck_row_per_minute_micro_check CHECK ((per_minute_micro >= 0)),
    CONSTRAINT deck_row_prefix_check CHECK ((prefix ~ '^[0-9]{1,15}$'::text)),
    CONSTRAINT deck_row_setup_fee_micro_check CHECK ((setup_fee_micro >= 0))
);


--
-- Name: declaration; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.declaration (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    declaration_id bigint NOT NULL,
    employee_id text NOT NULL COLLATE pg_catalog."C",
    licence text NOT NULL,
    valid_from date NOT NULL,
    declared_by text NOT NULL,
    channel text NOT NULL,
    reason text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL,
    line_no bigint NOT NULL
);


--
-- Name: declaration_declaration_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.declaration ALTER COLUMN declaration_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.declaration_declaration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: document; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.document (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    bill_to text NOT NULL,
    account_id text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    run_month date NOT NULL,
    issue_date date NOT NULL,
    due_date date,
    net_ore bigint NOT NULL,
    vat_ore bigint NOT NULL,
    total_ore bigint NOT NULL,
    payment_id text,
    body text NOT NULL,
    body_sha256 bytea NOT NULL,
    vat_scope text DEFAULT 'within'::text NOT NULL,
    CONSTRAINT document_adds_up CHECK ((total_ore = (net_ore + vat_ore))),
    CONSTRAINT document_bill_to_check CHECK ((bill_to = ANY (ARRAY['customer'::text, 'reseller'::text]))),
    CONSTRAINT document_body_sha256_check CHECK ((length(body_sha256) = 32)),
    CONSTRAINT document_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit-note'::text]))),
    CONSTRAINT document_vat_scope_check CHECK ((vat_scope = ANY (ARRAY['within'::text, 'outside'::text])))
);


--
-- Name: document_delivery; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.document_delivery (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    no integer NOT NULL,
    route_id bigint NOT NULL,
    way text NOT NULL COLLATE pg_catalog."C",
    target text NOT NULL COLLATE pg_catalog."C",
    formats text[] NOT NULL,
    mail_key text COLLATE pg_catalog."C",
    queued_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT document_delivery_mail CHECK (((mail_key IS NOT NULL) = (way = 'mail'::text))),
    CONSTRAINT document_delivery_no_check CHECK ((no > 0)),
    CONSTRAINT document_delivery_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'folder'::text, 'hook'::text])))
);


--
-- Name: document_delivery_event; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.document_delivery_event (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    delivery_no integer NOT NULL,
    no integer NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    answer text DEFAULT ''::text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT document_delivery_event_answer_check CHECK ((length(answer) <= 200)),
    CONSTRAINT document_delivery_event_event_check CHECK ((event = ANY (ARRAY['sending'::text, 'sent'::text, 'failed'::text, 'refused'::text, 'unknown'::text, 'given-up'::text, 'replaced'::text]))),
    CONSTRAINT document_delivery_event_next CHECK (((next_at IS NOT NULL) = (event = 'failed'::text))),
    CONSTRAINT document_delivery_event_no_check CHECK ((no > 0))
);


--
-- Name: document_route; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.document_route (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    route_id bigint NOT NULL,
    account_id text NOT NULL COLLATE pg_catalog."C",
    bill_to text NOT NULL COLLATE pg_catalog."C",
    way text NOT NULL COLLATE pg_catalog."C",
    target text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    formats text[] NOT NULL,
    since date NOT NULL,
    commitment bytea,
    batch_id bigint NOT NULL,
    CONSTRAINT document_route_bill_to_check CHECK ((bill_to = ANY (ARRAY['customer'::text, 'reseller'::text]))),
    CONSTRAINT document_route_commitment_check CHECK ((length(commitment) = 32)),
    CONSTRAINT document_route_formats CHECK (((cardinality(formats) = 0) = (way = 'none'::text))),
    CONSTRAINT document_route_mail CHECK (((commitment IS NOT NULL) = (way = 'mail'::text))),
    CONSTRAINT document_route_target CHECK (((target <> ''::text) = (way = ANY (ARRAY['folder'::text, 'hook'::text])))),
    CONSTRAINT document_route_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'folder'::text, 'hook'::text, 'none'::text])))
);


--
-- Name: document_route_address; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.document_route_address (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    route_id bigint NOT NULL,
    salt bytea NOT NULL,
    address text NOT NULL,
    CONSTRAINT document_route_address_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: document_route_route_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.document_route ALTER COLUMN route_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.document_route_route_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: draft_charge; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.draft_charge (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    account_id text NOT NULL COLLATE pg_catalog."C",
    bill_to text NOT NULL,
    line_no integer NOT NULL,
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    amount_ore bigint NOT NULL,
    calls bigint NOT NULL,
    seconds bigint NOT NULL,
    cause text NOT NULL COLLATE pg_catalog."C",
    vat_scope text DEFAULT 'within'::text NOT NULL,
    CONSTRAINT draft_charge_vat_scope_check CHECK ((vat_scope = ANY (ARRAY['within'::text, 'outside'::text])))
);


--
-- Name: draft_document; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.draft_document (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    account_id text NOT NULL COLLATE pg_catalog."C",
    bill_to text NOT NULL,
    net_ore bigint NOT NULL,
    vat_ore bigint NOT NULL,
    body text NOT NULL,
    vat_scope text DEFAULT 'within'::text NOT NULL,
    CONSTRAINT draft_document_vat_scope_check CHECK ((vat_scope = ANY (ARRAY['within'::text, 'outside'::text])))
);


--
-- Name: employee; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.employee (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    employee_id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    batch_id bigint NOT NULL,
    name text NOT NULL,
    upn text NOT NULL,
    extension text NOT NULL,
    number text NOT NULL,
    client_number text NOT NULL,
    myfone boolean NOT NULL
);


--
-- Name: evidence_account; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_account (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    file_id bigint NOT NULL,
    no integer NOT NULL,
    line integer NOT NULL,
    employee_id text NOT NULL COLLATE pg_catalog."C",
    matched_by text NOT NULL,
    sort text NOT NULL,
    enabled boolean,
    licences text NOT NULL,
    commitment bytea NOT NULL,
    CONSTRAINT evidence_account_commitment_check CHECK ((length(commitment) = 32)),
    CONSTRAINT evidence_account_matched_by_check CHECK ((matched_by = ANY (ARRAY['upn'::text, 'smtp'::text, 'alias'::text]))),
    CONSTRAINT evidence_account_sort_check CHECK ((sort = ANY (ARRAY['member'::text, 'guest'::text, 'shared-mailbox'::text, 'deleted'::text])))
);


--
-- Name: evidence_attachment; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_attachment (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    sha256 bytea NOT NULL,
    name text NOT NULL,
    size_bytes bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    added_by text NOT NULL,
    salt bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_attachment_salt_check CHECK ((length(salt) = 16)),
    CONSTRAINT evidence_attachment_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT evidence_attachment_size_bytes_check CHECK ((size_bytes >= 0))
);


--
-- Name: evidence_file; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_file (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    file_id bigint NOT NULL,
    format text NOT NULL COLLATE pg_catalog."C",
    strength text NOT NULL COLLATE pg_catalog."C",
    file_name text NOT NULL,
    sha256 bytea NOT NULL,
    as_of date NOT NULL,
    dated_by text NOT NULL,
    tenant_id text NOT NULL,
    accounts_read integer NOT NULL,
    accounts_kept integer NOT NULL,
    licensed_others integer NOT NULL,
    kept_columns text[] NOT NULL,
    dropped_columns text[] NOT NULL,
    remarks text[] NOT NULL,
    accounts_sha256 bytea NOT NULL,
    salt bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_file_accounts_kept_check CHECK ((accounts_kept >= 0)),
    CONSTRAINT evidence_file_accounts_read_check CHECK ((accounts_read >= 0)),
    CONSTRAINT evidence_file_accounts_sha256_check CHECK ((length(accounts_sha256) = 32)),
    CONSTRAINT evidence_file_dated_by_check CHECK ((dated_by = ANY (ARRAY['file'::text, 'hand'::text, 'receipt'::text]))),
    CONSTRAINT evidence_file_licensed_others_check CHECK ((licensed_others >= 0)),
    CONSTRAINT evidence_file_salt_check CHECK ((length(salt) = 16)),
    CONSTRAINT evidence_file_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT evidence_file_strength_check CHECK ((strength = ANY (ARRAY['graph'::text, 'partner-center'::text, 'admin-centre'::text, 'report'::text, 'script'::text])))
);


--
-- Name: evidence_file_file_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_file ALTER COLUMN file_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.evidence_file_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: evidence_pack; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_pack (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    pack_id bigint NOT NULL,
    language text NOT NULL COLLATE pg_catalog."C",
    cut_off_batch bigint NOT NULL,
    employees integer NOT NULL,
    open_findings integer NOT NULL,
    not_evidenced integer NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    key_id text NOT NULL COLLATE pg_catalog."C",
    ledger_head bytea NOT NULL,
    journal_head bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_pack_journal_head CHECK ((length(journal_head) = 32)),
    CONSTRAINT evidence_pack_language CHECK ((language = ANY (ARRAY['da'::text, 'en'::text]))),
    CONSTRAINT evidence_pack_ledger_head CHECK ((length(ledger_head) = 32)),
    CONSTRAINT evidence_pack_sha256 CHECK ((length(sha256) = 32)),
    CONSTRAINT evidence_pack_size CHECK ((size_bytes > 0))
);


--
-- Name: evidence_pack_bytes; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_pack_bytes (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    pack_id bigint NOT NULL,
    bytes bytea NOT NULL
);
ALTER TABLE ONLY takst.evidence_pack_bytes ALTER COLUMN bytes SET STORAGE EXTERNAL;


--
-- Name: evidence_pack_pack_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_pack ALTER COLUMN pack_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.evidence_pack_pack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: evidence_person; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_person (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    file_id bigint NOT NULL,
    no integer NOT NULL,
    salt bytea NOT NULL,
    upn text NOT NULL,
    object_id text NOT NULL,
    primary_smtp text NOT NULL,
    aliases text NOT NULL,
    CONSTRAINT evidence_person_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: evidence_request; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_request (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    requester text NOT NULL COLLATE pg_catalog."C",
    scope_kind text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    calendar text NOT NULL COLLATE pg_catalog."C",
    received_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    due_at timestamp with time zone NOT NULL,
    first_received_at timestamp with time zone,
    first_due_on date,
    first_due_at timestamp with time zone,
    language text NOT NULL,
    contact_commitment bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_request_calendar_check CHECK ((calendar = ANY (ARRAY['statutory'::text, 'extended'::text, 'bank'::text]))),
    CONSTRAINT evidence_request_contact_commitment_check CHECK ((length(contact_commitment) = 32)),
    CONSTRAINT evidence_request_due_later CHECK ((due_at > received_at)),
    CONSTRAINT evidence_request_first_clock CHECK (((num_nulls(first_received_at, first_due_on, first_due_at) = 3) OR ((num_nulls(first_received_at, first_due_on, first_due_at) = 0) AND (requester = 'microsoft'::text) AND (first_received_at <= received_at) AND (first_due_at > first_received_at)))),
    CONSTRAINT evidence_request_language_check CHECK ((language = ANY (ARRAY['da'::text, 'en'::text]))),
    CONSTRAINT evidence_request_requester_check CHECK ((requester = ANY (ARRAY['flexfone'::text, 'auditor'::text, 'microsoft'::text]))),
    CONSTRAINT evidence_request_scope CHECK (((scope_kind = 'customer'::text) = (customer_id <> ''::text))),
    CONSTRAINT evidence_request_scope_kind_check CHECK ((scope_kind = ANY (ARRAY['customer'::text, 'reseller'::text])))
);


--
-- Name: evidence_request_breach; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_request_breach (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    clock text NOT NULL COLLATE pg_catalog."C",
    due_at timestamp with time zone NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_request_breach_after CHECK ((noticed_at >= due_at)),
    CONSTRAINT evidence_request_breach_clock_check CHECK ((clock = ANY (ARRAY['reseller'::text, 'flexfone'::text])))
);


--
-- Name: evidence_request_contact; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_request_contact (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    salt bytea NOT NULL,
    requested_by text NOT NULL,
    note text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_request_contact_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: evidence_request_mail; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_request_mail (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    on_date date NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    CONSTRAINT evidence_request_mail_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'reminder'::text, 'breach'::text])))
);


--
-- Name: evidence_request_request_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_request ALTER COLUMN request_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.evidence_request_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: evidence_request_state; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_request_state (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    request_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    reason text NOT NULL,
    pack_sha256 bytea,
    CONSTRAINT evidence_request_state_pack CHECK (((state = 'answered'::text) = (pack_sha256 IS NOT NULL))),
    CONSTRAINT evidence_request_state_pack_sha256_check CHECK ((length(pack_sha256) = 32)),
    CONSTRAINT evidence_request_state_reason CHECK (((state <> 'withdrawn'::text) OR (reason <> ''::text))),
    CONSTRAINT evidence_request_state_state_check CHECK ((state = ANY (ARRAY['answered'::text, 'accepted'::text, 'withdrawn'::text])))
);


--
-- Name: evidence_total; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.evidence_total (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    file_id bigint NOT NULL,
    no integer NOT NULL,
    guid text NOT NULL,
    part_number text NOT NULL,
    name text NOT NULL,
    consumed integer NOT NULL,
    enabled integer NOT NULL,
    active boolean NOT NULL
);


--
-- Name: finance_export; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finance_export (
    export_no integer NOT NULL,
    month date NOT NULL,
    documents integer NOT NULL,
    net_ore bigint NOT NULL,
    vat_ore bigint NOT NULL,
    total_ore bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT finance_export_adds_up CHECK ((total_ore = (net_ore + vat_ore))),
    CONSTRAINT finance_export_documents_check CHECK ((documents > 0)),
    CONSTRAINT finance_export_export_no_check CHECK ((export_no > 0)),
    CONSTRAINT finance_export_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);


--
-- Name: finance_export_document; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finance_export_document (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    export_no integer NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: finance_export_file; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finance_export_file (
    export_no integer NOT NULL,
    format text NOT NULL COLLATE pg_catalog."C",
    renderer_version text NOT NULL,
    sha256 bytea NOT NULL,
    bytes bytea,
    batch_id bigint NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    settings text,
    debtors text,
    CONSTRAINT finance_export_file_made_with CHECK ((((settings IS NULL) = (debtors IS NULL)) AND ((version = 1) OR (settings IS NOT NULL)))),
    CONSTRAINT finance_export_file_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT finance_export_file_version_positive CHECK ((version > 0))
);


--
-- Name: finance_export_head; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finance_export_head (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    export_no integer NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT finance_export_head_hash_check CHECK ((length(hash) = 32))
);


--
-- Name: finance_export_part; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finance_export_part (
    export_no integer NOT NULL,
    format text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    part integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT finance_export_part_part_check CHECK ((part > 0))
);


--
-- Name: finding; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finding (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    finding_id bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    employee_id text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    raised_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: finding_assignment; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finding_assignment (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    finding_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    owner text NOT NULL,
    due_on date NOT NULL,
    at timestamp with time zone NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT finding_assignment_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: finding_finding_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.finding ALTER COLUMN finding_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.finding_finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: finding_observation; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finding_observation (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    finding_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    file_id bigint,
    declared text NOT NULL,
    declared_class text NOT NULL,
    evidenced text NOT NULL,
    evidenced_class text NOT NULL,
    since date,
    per_month_ore bigint,
    total_ore bigint,
    strength text NOT NULL COLLATE pg_catalog."C",
    as_of date,
    grade text NOT NULL,
    observed_at timestamp with time zone NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT finding_observation_grade_check CHECK ((grade = ANY (ARRAY['strong'::text, 'fair'::text, 'weak'::text]))),
    CONSTRAINT finding_observation_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: finding_state; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.finding_state (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    finding_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    ending text NOT NULL COLLATE pg_catalog."C",
    reference text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    reason text NOT NULL,
    salt bytea NOT NULL,
    CONSTRAINT finding_state_ending CHECK (((state = 'open'::text) = (ending = ''::text))),
    CONSTRAINT finding_state_ending_check CHECK ((ending = ANY (ARRAY[''::text, 'declaration'::text, 'ruling'::text, 'evidence'::text, 'register'::text, 'waiver'::text]))),
    CONSTRAINT finding_state_reason CHECK (((state <> 'waived'::text) OR (reason <> ''::text))),
    CONSTRAINT finding_state_salt_check CHECK ((length(salt) = 16)),
    CONSTRAINT finding_state_state_check CHECK ((state = ANY (ARRAY['open'::text, 'settled'::text, 'waived'::text]))),
    CONSTRAINT finding_state_waiver CHECK (((state = 'waived'::text) = (ending = 'waiver'::text)))
);


--
-- Name: http_idempotency; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.http_idempotency (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    scope bytea NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    holder uuid NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    request_hash bytea NOT NULL,
    body_hash bytea,
    status integer,
    headers text,
    body bytea,
    kept_until timestamp with time zone NOT NULL,
    CONSTRAINT http_idempotency_answer CHECK ((num_nulls(body_hash, status, headers, body) = ANY (ARRAY[0, 4]))),
    CONSTRAINT http_idempotency_body_hash_check CHECK ((length(body_hash) = 32)),
    CONSTRAINT http_idempotency_request_hash_check CHECK ((length(request_hash) = 32)),
    CONSTRAINT http_idempotency_scope_check CHECK ((length(scope) = 32))
);


--
-- Name: http_idempotency_mark; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.http_idempotency_mark (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    scope bytea NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    holder uuid NOT NULL,
    mark text NOT NULL COLLATE pg_catalog."C",
    kept_until timestamp with time zone NOT NULL,
    CONSTRAINT http_idempotency_mark_mark_check CHECK ((mark = ANY (ARRAY['done'::text, 'lapsed'::text])))
);


--
-- Name: imported_file; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.imported_file (
    sha256 bytea NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    file_name text NOT NULL,
    rows_read bigint NOT NULL,
    rows_recorded bigint NOT NULL,
    rows_unchanged bigint NOT NULL,
    rows_faulty bigint NOT NULL,
    CONSTRAINT imported_file_sha256_check CHECK ((length(sha256) = 32))
);


--
-- Name: inactive_caller; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.inactive_caller (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    employee_id text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    records bigint NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT inactive_caller_check CHECK ((last_at >= first_at)),
    CONSTRAINT inactive_caller_records_check CHECK ((records > 0)),
    CONSTRAINT inactive_caller_service_month_check CHECK ((EXTRACT(day FROM service_month) = (1)::numeric))
);


--
-- Name: incoming_payment; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.incoming_payment (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    paid_on date NOT NULL,
    amount_ore bigint NOT NULL,
    reference text NOT NULL COLLATE pg_catalog."C",
    text_commitment bytea NOT NULL,
    waits_for text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    CONSTRAINT incoming_payment_positive CHECK ((amount_ore > 0)),
    CONSTRAINT incoming_payment_text_commitment_check CHECK ((length(text_commitment) = 32))
);


--
-- Name: incoming_payment_text; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.incoming_payment_text (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    salt bytea NOT NULL,
    text text NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: journal_entry; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.journal_entry (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    batch_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    content text NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT journal_entry_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT journal_entry_prev_hash_check CHECK ((length(prev_hash) = 32)),
    CONSTRAINT journal_entry_seq_check CHECK ((seq > 0))
);


--
-- Name: kept_fault; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.kept_fault (
    batch_id bigint NOT NULL,
    no integer NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL,
    line bigint NOT NULL,
    column_name text NOT NULL,
    value text NOT NULL,
    message text NOT NULL,
    raw text NOT NULL
);


--
-- Name: ledger_transaction; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.ledger_transaction (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    accounting_date date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    document_number integer,
    document_sha256 bytea,
    text text NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT ledger_transaction_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT ledger_transaction_prev_hash_check CHECK ((length(prev_hash) = 32)),
    CONSTRAINT ledger_transaction_seq_check CHECK ((seq > 0))
);


--
-- Name: licence_ruling; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.licence_ruling (
    ruling_id bigint NOT NULL,
    sku_guid text NOT NULL COLLATE pg_catalog."C",
    sku_part_number text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    class text NOT NULL COLLATE pg_catalog."C",
    as_plan text NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    reason text NOT NULL,
    ruled_by text NOT NULL,
    ruled_at timestamp with time zone NOT NULL,
    salt bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT licence_ruling_as_plan_check CHECK (((as_plan = ''::text) OR (class = 'Business'::text))),
    CONSTRAINT licence_ruling_class_check CHECK ((class = ANY (ARRAY['Enterprise'::text, 'Business'::text, 'Add-on'::text]))),
    CONSTRAINT licence_ruling_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT licence_ruling_ruled_by_check CHECK ((ruled_by <> ''::text)),
    CONSTRAINT licence_ruling_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: licence_ruling_ruling_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.licence_ruling ALTER COLUMN ruling_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.licence_ruling_ruling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: licence_term; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.licence_term (
    term_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    plan text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    sku_part_number text NOT NULL,
    sku_guid text NOT NULL,
    class text NOT NULL,
    monthly_price_ore bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT licence_term_kind_check CHECK ((kind = ANY (ARRAY['plan'::text, 'name'::text, 'sku'::text, 'proposal'::text]))),
    CONSTRAINT licence_term_monthly_price_ore_check CHECK ((monthly_price_ore >= 0))
);


--
-- Name: licence_term_term_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.licence_term ALTER COLUMN term_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.licence_term_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: migration; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.migration (
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: usage_total; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.usage_total (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    destination text NOT NULL COLLATE pg_catalog."C",
    deck_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    calls bigint NOT NULL,
    seconds bigint NOT NULL,
    price_micro numeric(30,0) NOT NULL,
    unattributed_calls bigint NOT NULL,
    CONSTRAINT usage_total_service_month_check CHECK ((EXTRACT(day FROM service_month) = (1)::numeric))
);


--
-- Name: month_total; Type: VIEW; Schema: takst; Owner: -
--

CREATE VIEW takst.month_total WITH (security_invoker='true') AS
 SELECT usage_total.reseller_id,
    usage_total.customer_id,
    usage_total.service_month,
    (sum(usage_total.calls))::bigint AS calls,
    (sum(usage_total.seconds))::bigint AS seconds,
    sum(usage_total.price_micro) AS price_micro,
    sha256(convert_to(string_agg((json_build_array(usage_total.destination, (usage_total.deck_id)::text, (usage_total.batch_id)::text, (usage_total.calls)::text, (usage_total.seconds)::text, (usage_total.price_micro)::text, (usage_total.unattributed_calls)::text))::text, '
'::text ORDER BY usage_total.destination, usage_total.deck_id, usage_total.batch_id), 'UTF8'::name)) AS totals_sha256
   FROM takst.usage_total
  GROUP BY usage_total.reseller_id, usage_total.customer_id, usage_total.service_month;


--
-- Name: order_confirmation; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.order_confirmation (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    draft_id bigint NOT NULL,
    version integer NOT NULL,
    confirmed_by text NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    fee_accepted_by text NOT NULL,
    valid_from date NOT NULL,
    wording_version text NOT NULL COLLATE pg_catalog."C",
    wording_language text NOT NULL COLLATE pg_catalog."C",
    wording_text text NOT NULL,
    wording_sha256 bytea NOT NULL,
    salt bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT order_confirmation_by CHECK ((confirmed_by <> ''::text)),
    CONSTRAINT order_confirmation_language CHECK ((wording_language = ANY (ARRAY['da'::text, 'en'::text]))),
    CONSTRAINT order_confirmation_salt CHECK ((length(salt) = 16)),
    CONSTRAINT order_confirmation_sha256 CHECK ((length(wording_sha256) = 32))
);


--
-- Name: order_draft; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.order_draft (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    draft_id bigint NOT NULL,
    version integer NOT NULL,
    domain text NOT NULL,
    same_for_all boolean NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT order_draft_version CHECK ((version > 0))
);


--
-- Name: order_draft_draft_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.order_draft ALTER COLUMN draft_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME takst.order_draft_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: order_draft_line; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.order_draft_line (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    draft_id bigint NOT NULL,
    version integer NOT NULL,
    employee_id text NOT NULL COLLATE pg_catalog."C",
    licence text NOT NULL
);


--
-- Name: order_draft_state; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.order_draft_state (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    draft_id bigint NOT NULL,
    version integer NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    said_by text NOT NULL,
    said_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT order_draft_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'confirmed'::text, 'withdrawn'::text])))
);


--
-- Name: outbox_attachment; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.outbox_attachment (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    mail_id bigint NOT NULL,
    no integer NOT NULL,
    file_name text NOT NULL COLLATE pg_catalog."C",
    media_type text NOT NULL COLLATE pg_catalog."C",
    content_key text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT outbox_attachment_no_check CHECK ((no > 0))
);


--
-- Name: outbox_event; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.outbox_event (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    mail_id bigint NOT NULL,
    no integer NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    message_id text DEFAULT ''::text NOT NULL,
    code text DEFAULT ''::text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT outbox_event_event_check CHECK ((event = ANY (ARRAY['sending'::text, 'sent'::text, 'failed'::text, 'refused'::text, 'unknown'::text, 'given-up'::text, 'again'::text, 'replaced'::text]))),
    CONSTRAINT outbox_event_next CHECK (((next_at IS NOT NULL) = (event = ANY (ARRAY['failed'::text, 'again'::text])))),
    CONSTRAINT outbox_event_no_check CHECK ((no > 0))
);


--
-- Name: outbox_letter; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.outbox_letter (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    mail_id bigint NOT NULL,
    salt bytea NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    CONSTRAINT outbox_letter_salt_check CHECK ((length(salt) = 16))
);


--
-- Name: outbox_mail; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.outbox_mail (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    mail_id bigint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    message_key text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL,
    not_before timestamp with time zone NOT NULL,
    commitment bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT outbox_mail_commitment_check CHECK ((length(commitment) = 32)),
    CONSTRAINT outbox_mail_language_check CHECK ((language = ANY (ARRAY['da'::text, 'en'::text])))
);


--
-- Name: outbox_mail_mail_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.outbox_mail ALTER COLUMN mail_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.outbox_mail_mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: outbox_reply; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.outbox_reply (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    mail_id bigint NOT NULL,
    no integer NOT NULL,
    reply text NOT NULL
);


--
-- Name: payment_match; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.payment_match (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    number integer NOT NULL,
    amount_ore bigint NOT NULL,
    accounting_date date NOT NULL,
    how text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    CONSTRAINT payment_match_how_check CHECK ((how = ANY (ARRAY['payment-id'::text, 'number'::text, 'by-hand'::text]))),
    CONSTRAINT payment_match_positive CHECK ((amount_ore > 0))
);


--
-- Name: payment_refund; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.payment_refund (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    number integer NOT NULL,
    match_batch_id bigint NOT NULL,
    amount_ore bigint NOT NULL,
    accounting_date date NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT payment_refund_positive CHECK ((amount_ore > 0))
);


--
-- Name: payment_refund_undone; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.payment_refund_undone (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    number integer NOT NULL,
    refund_batch_id bigint NOT NULL,
    accounting_date date NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: payment_unmatch; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.payment_unmatch (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    number integer NOT NULL,
    match_batch_id bigint NOT NULL,
    accounting_date date NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: payment_movement; Type: VIEW; Schema: takst; Owner: -
--

CREATE VIEW takst.payment_movement WITH (security_invoker='true') AS
 SELECT payment_match.reseller_id,
    payment_match.payment_no,
    payment_match.number,
    payment_match.accounting_date,
    payment_match.amount_ore,
    payment_match.batch_id,
    false AS is_refund
   FROM takst.payment_match
UNION ALL
 SELECT u.reseller_id,
    u.payment_no,
    u.number,
    u.accounting_date,
    (- m.amount_ore) AS amount_ore,
    u.batch_id,
    false AS is_refund
   FROM (takst.payment_unmatch u
     JOIN takst.payment_match m ON (((m.reseller_id = u.reseller_id) AND (m.payment_no = u.payment_no) AND (m.number = u.number) AND (m.batch_id = u.match_batch_id))))
UNION ALL
 SELECT payment_refund.reseller_id,
    payment_refund.payment_no,
    payment_refund.number,
    payment_refund.accounting_date,
    (- payment_refund.amount_ore) AS amount_ore,
    payment_refund.batch_id,
    true AS is_refund
   FROM takst.payment_refund
UNION ALL
 SELECT u.reseller_id,
    u.payment_no,
    u.number,
    u.accounting_date,
    r.amount_ore,
    u.batch_id,
    true AS is_refund
   FROM (takst.payment_refund_undone u
     JOIN takst.payment_refund r ON (((r.reseller_id = u.reseller_id) AND (r.payment_no = u.payment_no) AND (r.number = u.number) AND (r.batch_id = u.refund_batch_id))));


--
-- Name: payment_text_erased; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.payment_text_erased (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    payment_no bigint NOT NULL,
    batch_id bigint NOT NULL
);


--
-- Name: posting; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.posting (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    no integer NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    amount_ore bigint NOT NULL,
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date,
    kind text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT posting_amount_positive CHECK ((amount_ore > 0)),
    CONSTRAINT posting_two_accounts CHECK ((debit <> credit))
);


--
-- Name: quarantine; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.quarantine (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    quarantine_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    line_no bigint NOT NULL,
    file_name text NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL,
    source text NOT NULL,
    record_id text NOT NULL,
    customer_id text NOT NULL COLLATE pg_catalog."C",
    billable_seconds bigint NOT NULL,
    format text NOT NULL,
    header text NOT NULL,
    raw text NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    file_source text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: quarantine_quarantine_id_seq; Type: SEQUENCE; Schema: takst; Owner: -
--

ALTER TABLE takst.quarantine ALTER COLUMN quarantine_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME takst.quarantine_quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quarantine_settled; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.quarantine_settled (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    quarantine_id bigint NOT NULL,
    batch_id bigint NOT NULL,
    outcome text NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT quarantine_settled_outcome_check CHECK ((outcome = ANY (ARRAY['rated'::text, 'free'::text, 'excluded'::text, 'duplicate'::text, 'dismissed'::text])))
);


--
-- Name: rendering; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.rendering (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    format text NOT NULL,
    renderer_version text NOT NULL,
    sha256 bytea NOT NULL,
    bytes bytea NOT NULL,
    rendered_at timestamp with time zone NOT NULL,
    CONSTRAINT rendering_sha256_check CHECK ((length(sha256) = 32))
);
ALTER TABLE ONLY takst.rendering ALTER COLUMN bytes SET STORAGE EXTERNAL;


--
-- Name: reseller; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.reseller (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    version integer NOT NULL,
    batch_id bigint NOT NULL,
    name text NOT NULL,
    cvr text NOT NULL,
    gln text NOT NULL,
    address text NOT NULL,
    postcode text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    buyer_reference text NOT NULL,
    email text NOT NULL,
    payment_terms_days integer NOT NULL,
    language text DEFAULT 'da'::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT reseller_payment_terms_days_check CHECK (((payment_terms_days >= 0) AND (payment_terms_days <= 120))),
    CONSTRAINT reseller_speaks CHECK ((language = ANY (ARRAY['da'::text, 'en'::text])))
);


--
-- Name: run_exception; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.run_exception (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    no integer NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    employee_id text NOT NULL COLLATE pg_catalog."C",
    since date,
    detail text NOT NULL
);


--
-- Name: seal_begin; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.seal_begin (
    kind text NOT NULL COLLATE pg_catalog."C",
    after_batch bigint NOT NULL,
    CONSTRAINT seal_begin_after_batch_check CHECK ((after_batch >= 0))
);


--
-- Name: sealed_call; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.sealed_call (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    call_batch_id bigint NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    calls bigint NOT NULL,
    seconds bigint NOT NULL
);


--
-- Name: sealed_month; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.sealed_month (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    service_month date NOT NULL,
    calls bigint NOT NULL,
    seconds bigint NOT NULL,
    price_micro numeric(30,0) NOT NULL,
    totals_sha256 bytea NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT sealed_month_service_month_check CHECK ((EXTRACT(day FROM service_month) = (1)::numeric)),
    CONSTRAINT sealed_month_totals_sha256_check CHECK ((length(totals_sha256) = 32))
);


--
-- Name: series; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.series (
    series text NOT NULL,
    first_number integer NOT NULL,
    last_number integer NOT NULL,
    limit_number integer NOT NULL,
    last_issue_date date,
    CONSTRAINT series_limit_number_check CHECK ((limit_number <= 999999999)),
    CONSTRAINT series_not_exhausted CHECK (((last_number >= (first_number - 1)) AND (last_number <= limit_number)))
);


--
-- Name: signing_key; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.signing_key (
    key_id text NOT NULL COLLATE pg_catalog."C",
    public_key_pem text NOT NULL,
    name text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT signing_key_fingerprint CHECK ((key_id ~ '^[0-9a-f]{64}$'::text))
);


--
-- Name: signing_key_state; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.signing_key_state (
    key_id text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    batch_id bigint NOT NULL,
    CONSTRAINT signing_key_state_known CHECK ((state = 'retired'::text))
);


--
-- Name: stale_mark; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.stale_mark (
    reseller_id text NOT NULL COLLATE pg_catalog."C",
    customer_id text NOT NULL COLLATE pg_catalog."C",
    from_month date NOT NULL,
    to_month date,
    kind text NOT NULL COLLATE pg_catalog."C",
    cause text NOT NULL COLLATE pg_catalog."C",
    batch_id bigint NOT NULL,
    CONSTRAINT stale_mark_check CHECK ((to_month >= from_month)),
    CONSTRAINT stale_mark_from_month_check CHECK ((EXTRACT(day FROM from_month) = (1)::numeric)),
    CONSTRAINT stale_mark_kind_check CHECK ((kind = ANY (ARRAY['licence'::text, 'usage'::text, 'any'::text])))
);


--
-- Name: taken_number; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.taken_number (
    number integer NOT NULL,
    series text NOT NULL
);


--
-- Name: taken_payment; Type: TABLE; Schema: takst; Owner: -
--

CREATE TABLE takst.taken_payment (
    identity bytea NOT NULL,
    payment_no bigint NOT NULL,
    CONSTRAINT taken_payment_identity_check CHECK ((length(identity) = 32)),
    CONSTRAINT taken_payment_payment_no_check CHECK ((payment_no > 0))
);


--
-- Name: call_identity_0; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_0 FOR VALUES WITH (modulus 8, remainder 0);


--
-- Name: call_identity_1; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_1 FOR VALUES WITH (modulus 8, remainder 1);


--
-- Name: call_identity_2; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_2 FOR VALUES WITH (modulus 8, remainder 2);


--
-- Name: call_identity_3; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_3 FOR VALUES WITH (modulus 8, remainder 3);


--
-- Name: call_identity_4; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_4 FOR VALUES WITH (modulus 8, remainder 4);


--
-- Name: call_identity_5; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_5 FOR VALUES WITH (modulus 8, remainder 5);


--
-- Name: call_identity_6; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_6 FOR VALUES WITH (modulus 8, remainder 6);


--
-- Name: call_identity_7; Type: TABLE ATTACH; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity ATTACH PARTITION takst.call_identity_7 FOR VALUES WITH (modulus 8, remainder 7);


--
-- Name: activation activation_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.activation
    ADD CONSTRAINT activation_pkey PRIMARY KEY (reseller_id, customer_id, employee_id, activated_at, version);


--
-- Name: api_token_end api_token_end_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token_end
    ADD CONSTRAINT api_token_end_pkey PRIMARY KEY (reseller_id, token_id, batch_id);


--
-- Name: api_token api_token_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token
    ADD CONSTRAINT api_token_pkey PRIMARY KEY (reseller_id, token_id);


--
-- Name: api_token_use api_token_use_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token_use
    ADD CONSTRAINT api_token_use_pkey PRIMARY KEY (reseller_id, token_id);


--
-- Name: batch batch_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.batch
    ADD CONSTRAINT batch_pkey PRIMARY KEY (batch_id);


--
-- Name: billing_run_outcome billing_run_outcome_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_outcome
    ADD CONSTRAINT billing_run_outcome_pkey PRIMARY KEY (request_id);


--
-- Name: billing_run billing_run_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run
    ADD CONSTRAINT billing_run_pkey PRIMARY KEY (run_id);


--
-- Name: billing_run_progress billing_run_progress_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_progress
    ADD CONSTRAINT billing_run_progress_pkey PRIMARY KEY (request_id);


--
-- Name: billing_run_request billing_run_request_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_request
    ADD CONSTRAINT billing_run_request_pkey PRIMARY KEY (request_id);


--
-- Name: billing_run_result billing_run_result_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_result
    ADD CONSTRAINT billing_run_result_pkey PRIMARY KEY (run_id);


--
-- Name: brand_logo brand_logo_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.brand_logo
    ADD CONSTRAINT brand_logo_pkey PRIMARY KEY (reseller_id, sha256);


--
-- Name: brand brand_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.brand
    ADD CONSTRAINT brand_pkey PRIMARY KEY (reseller_id, batch_id);


--
-- Name: call_batch call_batch_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_batch
    ADD CONSTRAINT call_batch_pkey PRIMARY KEY (batch_id);


--
-- Name: call_identity call_identity_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity
    ADD CONSTRAINT call_identity_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_0 call_identity_0_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_0
    ADD CONSTRAINT call_identity_0_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_1 call_identity_1_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_1
    ADD CONSTRAINT call_identity_1_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_2 call_identity_2_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_2
    ADD CONSTRAINT call_identity_2_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_3 call_identity_3_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_3
    ADD CONSTRAINT call_identity_3_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_4 call_identity_4_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_4
    ADD CONSTRAINT call_identity_4_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_5 call_identity_5_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_5
    ADD CONSTRAINT call_identity_5_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_6 call_identity_6_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_6
    ADD CONSTRAINT call_identity_6_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_identity_7 call_identity_7_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_identity_7
    ADD CONSTRAINT call_identity_7_pkey PRIMARY KEY (source, record_id);


--
-- Name: call_judgement call_judgement_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_judgement
    ADD CONSTRAINT call_judgement_pkey PRIMARY KEY (batch_id);


--
-- Name: call_part call_part_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_part
    ADD CONSTRAINT call_part_pkey PRIMARY KEY (reseller_id, source, call_id, customer_id, batch_id, line_no);


--
-- Name: call call_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (reseller_id, customer_id, service_month, batch_id, line_no);


--
-- Name: call_source call_source_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_source
    ADD CONSTRAINT call_source_pkey PRIMARY KEY (source, version);


--
-- Name: charge charge_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.charge
    ADD CONSTRAINT charge_pkey PRIMARY KEY (reseller_id, customer_id, service_month, kind, key, number);


--
-- Name: chart_account chart_account_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.chart_account
    ADD CONSTRAINT chart_account_pkey PRIMARY KEY (account);


--
-- Name: claim_allocation claim_allocation_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_allocation
    ADD CONSTRAINT claim_allocation_pkey PRIMARY KEY (reseller_id, claim_id, finding_id);


--
-- Name: claim_cost claim_cost_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_cost
    ADD CONSTRAINT claim_cost_pkey PRIMARY KEY (reseller_id, claim_id, cost);


--
-- Name: claim_document claim_document_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_document
    ADD CONSTRAINT claim_document_pkey PRIMARY KEY (reseller_id, claim_id, no);


--
-- Name: claim claim_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (reseller_id, claim_id);


--
-- Name: claim_withdrawal claim_withdrawal_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_withdrawal
    ADD CONSTRAINT claim_withdrawal_pkey PRIMARY KEY (reseller_id, claim_id);


--
-- Name: closed_month closed_month_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.closed_month
    ADD CONSTRAINT closed_month_pkey PRIMARY KEY (month);


--
-- Name: credit_note credit_note_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_note
    ADD CONSTRAINT credit_note_pkey PRIMARY KEY (reseller_id, number);


--
-- Name: credit_proposal credit_proposal_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_proposal
    ADD CONSTRAINT credit_proposal_pkey PRIMARY KEY (reseller_id, customer_id, proposal_id);


--
-- Name: credit_proposal_state credit_proposal_state_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_proposal_state
    ADD CONSTRAINT credit_proposal_state_pkey PRIMARY KEY (reseller_id, customer_id, proposal_id, batch_id);


--
-- Name: credit_release credit_release_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_release
    ADD CONSTRAINT credit_release_pkey PRIMARY KEY (reseller_id, customer_id, proposal_id, number);


--
-- Name: customer_home customer_home_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.customer_home
    ADD CONSTRAINT customer_home_pkey PRIMARY KEY (reseller_id, customer_id, from_month, batch_id);


--
-- Name: customer_order customer_order_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.customer_order
    ADD CONSTRAINT customer_order_pkey PRIMARY KEY (reseller_id, customer_id, order_id);


--
-- Name: customer customer_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (reseller_id, customer_id, version);


--
-- Name: deck deck_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.deck
    ADD CONSTRAINT deck_pkey PRIMARY KEY (deck_id);


--
-- Name: deck_row deck_row_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.deck_row
    ADD CONSTRAINT deck_row_pkey PRIMARY KEY (deck_id, row_no, prefix, from_second);


--
-- Name: declaration declaration_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.declaration
    ADD CONSTRAINT declaration_pkey PRIMARY KEY (reseller_id, customer_id, declaration_id);


--
-- Name: document_delivery_event document_delivery_event_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_delivery_event
    ADD CONSTRAINT document_delivery_event_pkey PRIMARY KEY (reseller_id, number, delivery_no, no);


--
-- Name: document_delivery document_delivery_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_delivery
    ADD CONSTRAINT document_delivery_once PRIMARY KEY (reseller_id, number, no);


--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (reseller_id, number);


--
-- Name: document_route_address document_route_address_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_route_address
    ADD CONSTRAINT document_route_address_pkey PRIMARY KEY (reseller_id, route_id);


--
-- Name: document_route document_route_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_route
    ADD CONSTRAINT document_route_pkey PRIMARY KEY (reseller_id, route_id);


--
-- Name: draft_charge draft_charge_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.draft_charge
    ADD CONSTRAINT draft_charge_pkey PRIMARY KEY (reseller_id, run_id, customer_id, service_month, kind, key);


--
-- Name: draft_document draft_document_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.draft_document
    ADD CONSTRAINT draft_document_pkey PRIMARY KEY (reseller_id, run_id, account_id, bill_to, vat_scope);


--
-- Name: employee employee_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.employee
    ADD CONSTRAINT employee_pkey PRIMARY KEY (reseller_id, customer_id, employee_id, version);


--
-- Name: evidence_account evidence_account_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_account
    ADD CONSTRAINT evidence_account_pkey PRIMARY KEY (reseller_id, customer_id, file_id, no);


--
-- Name: evidence_attachment evidence_attachment_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_attachment
    ADD CONSTRAINT evidence_attachment_pkey PRIMARY KEY (reseller_id, request_id, sha256);


--
-- Name: evidence_file evidence_file_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_file
    ADD CONSTRAINT evidence_file_pkey PRIMARY KEY (reseller_id, customer_id, file_id);


--
-- Name: evidence_pack_bytes evidence_pack_bytes_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_pack_bytes
    ADD CONSTRAINT evidence_pack_bytes_pkey PRIMARY KEY (reseller_id, request_id, pack_id);


--
-- Name: evidence_pack evidence_pack_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_pack
    ADD CONSTRAINT evidence_pack_pkey PRIMARY KEY (reseller_id, request_id, pack_id);


--
-- Name: evidence_person evidence_person_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_person
    ADD CONSTRAINT evidence_person_pkey PRIMARY KEY (reseller_id, customer_id, file_id, no);


--
-- Name: evidence_request_breach evidence_request_breach_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_breach
    ADD CONSTRAINT evidence_request_breach_pkey PRIMARY KEY (reseller_id, request_id, clock);


--
-- Name: evidence_request_contact evidence_request_contact_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_contact
    ADD CONSTRAINT evidence_request_contact_pkey PRIMARY KEY (reseller_id, request_id);


--
-- Name: evidence_request_mail evidence_request_mail_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_mail
    ADD CONSTRAINT evidence_request_mail_once UNIQUE (reseller_id, key);


--
-- Name: evidence_request_mail evidence_request_mail_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_mail
    ADD CONSTRAINT evidence_request_mail_pkey PRIMARY KEY (reseller_id, request_id, kind, on_date);


--
-- Name: evidence_request evidence_request_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request
    ADD CONSTRAINT evidence_request_pkey PRIMARY KEY (reseller_id, request_id);


--
-- Name: evidence_request_state evidence_request_state_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_state
    ADD CONSTRAINT evidence_request_state_pkey PRIMARY KEY (reseller_id, request_id, batch_id);


--
-- Name: evidence_total evidence_total_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_total
    ADD CONSTRAINT evidence_total_pkey PRIMARY KEY (reseller_id, customer_id, file_id, no);


--
-- Name: finance_export_document finance_export_document_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_document
    ADD CONSTRAINT finance_export_document_once PRIMARY KEY (reseller_id, number);


--
-- Name: finance_export_file finance_export_file_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_file
    ADD CONSTRAINT finance_export_file_pkey PRIMARY KEY (export_no, format, version);


--
-- Name: finance_export_head finance_export_head_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_head
    ADD CONSTRAINT finance_export_head_pkey PRIMARY KEY (reseller_id, export_no);


--
-- Name: finance_export_part finance_export_part_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_part
    ADD CONSTRAINT finance_export_part_pkey PRIMARY KEY (export_no, format, version, part);


--
-- Name: finance_export finance_export_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export
    ADD CONSTRAINT finance_export_pkey PRIMARY KEY (export_no);


--
-- Name: finding_assignment finding_assignment_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding_assignment
    ADD CONSTRAINT finding_assignment_pkey PRIMARY KEY (reseller_id, customer_id, finding_id, batch_id);


--
-- Name: finding_observation finding_observation_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding_observation
    ADD CONSTRAINT finding_observation_pkey PRIMARY KEY (reseller_id, customer_id, finding_id, batch_id);


--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (reseller_id, customer_id, finding_id);


--
-- Name: finding_state finding_state_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding_state
    ADD CONSTRAINT finding_state_pkey PRIMARY KEY (reseller_id, customer_id, finding_id, batch_id);


--
-- Name: http_idempotency_mark http_idempotency_mark_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.http_idempotency_mark
    ADD CONSTRAINT http_idempotency_mark_once PRIMARY KEY (reseller_id, scope, key, holder);


--
-- Name: http_idempotency http_idempotency_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.http_idempotency
    ADD CONSTRAINT http_idempotency_pkey PRIMARY KEY (reseller_id, scope, key);


--
-- Name: imported_file imported_file_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.imported_file
    ADD CONSTRAINT imported_file_pkey PRIMARY KEY (sha256, kind, batch_id);


--
-- Name: inactive_caller inactive_caller_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.inactive_caller
    ADD CONSTRAINT inactive_caller_pkey PRIMARY KEY (reseller_id, customer_id, service_month, employee_id, batch_id);


--
-- Name: incoming_payment incoming_payment_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.incoming_payment
    ADD CONSTRAINT incoming_payment_pkey PRIMARY KEY (reseller_id, payment_no);


--
-- Name: incoming_payment_text incoming_payment_text_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.incoming_payment_text
    ADD CONSTRAINT incoming_payment_text_pkey PRIMARY KEY (reseller_id, payment_no);


--
-- Name: journal_entry journal_entry_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.journal_entry
    ADD CONSTRAINT journal_entry_pkey PRIMARY KEY (reseller_id, seq);


--
-- Name: kept_fault kept_fault_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.kept_fault
    ADD CONSTRAINT kept_fault_pkey PRIMARY KEY (batch_id, no);


--
-- Name: ledger_transaction ledger_transaction_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.ledger_transaction
    ADD CONSTRAINT ledger_transaction_pkey PRIMARY KEY (reseller_id, seq);


--
-- Name: licence_ruling licence_ruling_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.licence_ruling
    ADD CONSTRAINT licence_ruling_pkey PRIMARY KEY (ruling_id);


--
-- Name: licence_term licence_term_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.licence_term
    ADD CONSTRAINT licence_term_pkey PRIMARY KEY (term_id);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);


--
-- Name: order_confirmation order_confirmation_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_confirmation
    ADD CONSTRAINT order_confirmation_pkey PRIMARY KEY (reseller_id, customer_id, draft_id);


--
-- Name: order_draft_line order_draft_line_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft_line
    ADD CONSTRAINT order_draft_line_pkey PRIMARY KEY (reseller_id, customer_id, draft_id, version, employee_id);


--
-- Name: order_draft order_draft_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft
    ADD CONSTRAINT order_draft_pkey PRIMARY KEY (reseller_id, customer_id, draft_id, version);


--
-- Name: order_draft_state order_draft_state_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft_state
    ADD CONSTRAINT order_draft_state_pkey PRIMARY KEY (reseller_id, customer_id, draft_id, batch_id);


--
-- Name: outbox_attachment outbox_attachment_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_attachment
    ADD CONSTRAINT outbox_attachment_pkey PRIMARY KEY (reseller_id, mail_id, no);


--
-- Name: outbox_event outbox_event_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_event
    ADD CONSTRAINT outbox_event_pkey PRIMARY KEY (reseller_id, mail_id, no);


--
-- Name: outbox_letter outbox_letter_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_letter
    ADD CONSTRAINT outbox_letter_pkey PRIMARY KEY (reseller_id, mail_id);


--
-- Name: outbox_mail outbox_mail_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_mail
    ADD CONSTRAINT outbox_mail_once UNIQUE (reseller_id, key);


--
-- Name: outbox_mail outbox_mail_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_mail
    ADD CONSTRAINT outbox_mail_pkey PRIMARY KEY (reseller_id, mail_id);


--
-- Name: outbox_reply outbox_reply_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_reply
    ADD CONSTRAINT outbox_reply_pkey PRIMARY KEY (reseller_id, mail_id, no);


--
-- Name: payment_match payment_match_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_match
    ADD CONSTRAINT payment_match_once PRIMARY KEY (reseller_id, payment_no, number, batch_id);


--
-- Name: payment_refund payment_refund_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_refund
    ADD CONSTRAINT payment_refund_once PRIMARY KEY (reseller_id, payment_no, number, batch_id);


--
-- Name: payment_refund_undone payment_refund_undone_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_refund_undone
    ADD CONSTRAINT payment_refund_undone_once PRIMARY KEY (reseller_id, payment_no, number, refund_batch_id);


--
-- Name: payment_text_erased payment_text_erased_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_text_erased
    ADD CONSTRAINT payment_text_erased_pkey PRIMARY KEY (reseller_id, payment_no);


--
-- Name: payment_unmatch payment_unmatch_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_unmatch
    ADD CONSTRAINT payment_unmatch_once PRIMARY KEY (reseller_id, payment_no, number, match_batch_id);


--
-- Name: posting posting_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (reseller_id, seq, no);


--
-- Name: quarantine quarantine_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (reseller_id, quarantine_id);


--
-- Name: quarantine_settled quarantine_settled_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.quarantine_settled
    ADD CONSTRAINT quarantine_settled_pkey PRIMARY KEY (reseller_id, quarantine_id);


--
-- Name: rendering rendering_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.rendering
    ADD CONSTRAINT rendering_pkey PRIMARY KEY (reseller_id, number, format);


--
-- Name: reseller reseller_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.reseller
    ADD CONSTRAINT reseller_pkey PRIMARY KEY (reseller_id, version);


--
-- Name: run_exception run_exception_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.run_exception
    ADD CONSTRAINT run_exception_pkey PRIMARY KEY (reseller_id, run_id, no);


--
-- Name: seal_begin seal_begin_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.seal_begin
    ADD CONSTRAINT seal_begin_pkey PRIMARY KEY (kind);


--
-- Name: sealed_call sealed_call_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.sealed_call
    ADD CONSTRAINT sealed_call_pkey PRIMARY KEY (reseller_id, customer_id, service_month, call_batch_id, outcome);


--
-- Name: sealed_month sealed_month_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.sealed_month
    ADD CONSTRAINT sealed_month_pkey PRIMARY KEY (reseller_id, customer_id, service_month);


--
-- Name: series series_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (series);


--
-- Name: signing_key signing_key_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (key_id);


--
-- Name: signing_key_state signing_key_state_once; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.signing_key_state
    ADD CONSTRAINT signing_key_state_once PRIMARY KEY (key_id, state);


--
-- Name: stale_mark stale_mark_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.stale_mark
    ADD CONSTRAINT stale_mark_pkey PRIMARY KEY (reseller_id, customer_id, batch_id, from_month, kind, cause);


--
-- Name: taken_number taken_number_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.taken_number
    ADD CONSTRAINT taken_number_pkey PRIMARY KEY (number);


--
-- Name: taken_payment taken_payment_payment_no_key; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.taken_payment
    ADD CONSTRAINT taken_payment_payment_no_key UNIQUE (payment_no);


--
-- Name: taken_payment taken_payment_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.taken_payment
    ADD CONSTRAINT taken_payment_pkey PRIMARY KEY (identity);


--
-- Name: usage_total usage_total_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.usage_total
    ADD CONSTRAINT usage_total_pkey PRIMARY KEY (reseller_id, customer_id, service_month, destination, deck_id, batch_id);


--
-- Name: activation_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX activation_by_customer ON takst.activation USING btree (customer_id);


--
-- Name: api_token_by_hash; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX api_token_by_hash ON takst.api_token USING btree (hash);


--
-- Name: call_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX call_by_batch ON ONLY takst.call USING brin (batch_id) WITH (pages_per_range='16');


--
-- Name: call_corrected; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX call_corrected ON ONLY takst.call USING btree (reseller_id, customer_id, of_batch, of_line) WHERE (of_batch IS NOT NULL);


--
-- Name: call_part_by_month; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX call_part_by_month ON takst.call_part USING btree (service_month);


--
-- Name: charge_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX charge_by_customer ON takst.charge USING btree (customer_id, service_month);


--
-- Name: charge_by_run; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX charge_by_run ON takst.charge USING btree (run_id);


--
-- Name: credit_note_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX credit_note_by_batch ON takst.credit_note USING btree (batch_id);


--
-- Name: credit_note_by_invoice; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX credit_note_by_invoice ON takst.credit_note USING btree (reseller_id, corrects);


--
-- Name: credit_proposal_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX credit_proposal_by_customer ON takst.credit_proposal USING btree (customer_id);


--
-- Name: credit_proposal_state_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX credit_proposal_state_by_batch ON takst.credit_proposal_state USING btree (batch_id, reseller_id, proposal_id);


--
-- Name: credit_release_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX credit_release_by_batch ON takst.credit_release USING btree (batch_id, reseller_id, proposal_id);


--
-- Name: customer_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_by_id ON takst.customer USING btree (customer_id, version);


--
-- Name: customer_home_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_home_by_id ON takst.customer_home USING btree (customer_id);


--
-- Name: customer_order_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_order_by_batch ON takst.customer_order USING btree (batch_id, reseller_id, order_id);


--
-- Name: customer_order_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_order_by_customer ON takst.customer_order USING btree (customer_id);


--
-- Name: deck_row_by_destination; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX deck_row_by_destination ON takst.deck_row USING btree (deck_id, destination);


--
-- Name: declaration_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX declaration_by_batch ON takst.declaration USING btree (batch_id, reseller_id, declaration_id);


--
-- Name: declaration_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX declaration_by_customer ON takst.declaration USING btree (customer_id);


--
-- Name: document_by_account; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_account ON takst.document USING btree (account_id, run_month);


--
-- Name: document_by_issue_date; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_issue_date ON takst.document USING btree (issue_date, number);


--
-- Name: document_by_month; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_month ON takst.document USING btree (run_month, number);


--
-- Name: document_by_number; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_number ON takst.document USING btree (number);


--
-- Name: document_by_payment_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_payment_id ON takst.document USING btree (payment_id);


--
-- Name: document_by_run; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_run ON takst.document USING btree (run_id);


--
-- Name: document_delivery_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_delivery_by_batch ON takst.document_delivery USING btree (batch_id);


--
-- Name: document_delivery_by_target; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_delivery_by_target ON takst.document_delivery USING btree (way, target);


--
-- Name: document_delivery_event_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_delivery_event_by_batch ON takst.document_delivery_event USING btree (batch_id);


--
-- Name: document_route_by_account; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_route_by_account ON takst.document_route USING btree (account_id, bill_to, route_id);


--
-- Name: document_route_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_route_by_batch ON takst.document_route USING btree (batch_id);


--
-- Name: employee_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX employee_by_customer ON takst.employee USING btree (customer_id);


--
-- Name: employee_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX employee_by_id ON takst.employee USING btree (employee_id, version);


--
-- Name: evidence_file_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_file_by_customer ON takst.evidence_file USING btree (customer_id);


--
-- Name: evidence_file_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_file_by_id ON takst.evidence_file USING btree (file_id);


--
-- Name: evidence_pack_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_pack_by_id ON takst.evidence_pack USING btree (pack_id);


--
-- Name: evidence_pack_by_request; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_pack_by_request ON takst.evidence_pack USING btree (request_id);


--
-- Name: evidence_pack_by_time; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_pack_by_time ON takst.evidence_pack USING btree (made_at);


--
-- Name: evidence_request_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_request_by_batch ON takst.evidence_request USING btree (batch_id);


--
-- Name: evidence_request_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_request_by_id ON takst.evidence_request USING btree (request_id);


--
-- Name: evidence_request_mail_first; Type: INDEX; Schema: takst; Owner: -
--

CREATE UNIQUE INDEX evidence_request_mail_first ON takst.evidence_request_mail USING btree (reseller_id, request_id, kind) WHERE (kind = ANY (ARRAY['receipt'::text, 'breach'::text]));


--
-- Name: evidence_request_state_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX evidence_request_state_by_batch ON takst.evidence_request_state USING btree (batch_id);


--
-- Name: finance_export_document_by_export; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finance_export_document_by_export ON takst.finance_export_document USING btree (export_no, number);


--
-- Name: finance_export_head_by_export; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finance_export_head_by_export ON takst.finance_export_head USING btree (export_no);


--
-- Name: finding_assignment_by_finding; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finding_assignment_by_finding ON takst.finding_assignment USING btree (finding_id, batch_id);


--
-- Name: finding_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finding_by_customer ON takst.finding USING btree (customer_id);


--
-- Name: finding_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finding_by_id ON takst.finding USING btree (finding_id);


--
-- Name: finding_observation_by_finding; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finding_observation_by_finding ON takst.finding_observation USING btree (finding_id, batch_id);


--
-- Name: finding_state_by_finding; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX finding_state_by_finding ON takst.finding_state USING btree (finding_id, batch_id);


--
-- Name: http_idempotency_by_age; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX http_idempotency_by_age ON takst.http_idempotency USING btree (kept_until);


--
-- Name: http_idempotency_mark_by_age; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX http_idempotency_mark_by_age ON takst.http_idempotency_mark USING btree (kept_until);


--
-- Name: imported_file_once; Type: INDEX; Schema: takst; Owner: -
--

CREATE UNIQUE INDEX imported_file_once ON takst.imported_file USING btree (sha256, kind) WHERE (rows_faulty = 0);


--
-- Name: inactive_caller_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX inactive_caller_by_batch ON takst.inactive_caller USING btree (batch_id);


--
-- Name: incoming_payment_by_no; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX incoming_payment_by_no ON takst.incoming_payment USING btree (payment_no);


--
-- Name: journal_entry_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX journal_entry_by_batch ON takst.journal_entry USING btree (batch_id);


--
-- Name: journal_entry_by_kind; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX journal_entry_by_kind ON takst.journal_entry USING btree (kind, batch_id);


--
-- Name: ledger_transaction_by_date; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX ledger_transaction_by_date ON takst.ledger_transaction USING btree (accounting_date, reseller_id, seq);


--
-- Name: ledger_transaction_by_document; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX ledger_transaction_by_document ON takst.ledger_transaction USING btree (reseller_id, document_number);


--
-- Name: order_confirmation_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX order_confirmation_by_customer ON takst.order_confirmation USING btree (customer_id);


--
-- Name: order_confirmation_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX order_confirmation_by_id ON takst.order_confirmation USING btree (draft_id);


--
-- Name: order_draft_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX order_draft_by_customer ON takst.order_draft USING btree (customer_id);


--
-- Name: order_draft_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX order_draft_by_id ON takst.order_draft USING btree (draft_id, version DESC);


--
-- Name: outbox_mail_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX outbox_mail_by_id ON takst.outbox_mail USING btree (mail_id);


--
-- Name: payment_match_by_document; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_match_by_document ON takst.payment_match USING btree (reseller_id, number);


--
-- Name: payment_match_by_payment; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_match_by_payment ON takst.payment_match USING btree (payment_no);


--
-- Name: payment_refund_by_document; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_refund_by_document ON takst.payment_refund USING btree (reseller_id, number);


--
-- Name: payment_refund_by_payment; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_refund_by_payment ON takst.payment_refund USING btree (payment_no);


--
-- Name: payment_refund_undone_by_document; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_refund_undone_by_document ON takst.payment_refund_undone USING btree (reseller_id, number);


--
-- Name: payment_unmatch_by_document; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_unmatch_by_document ON takst.payment_unmatch USING btree (reseller_id, number);


--
-- Name: payment_unmatch_by_payment; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX payment_unmatch_by_payment ON takst.payment_unmatch USING btree (payment_no);


--
-- Name: quarantine_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX quarantine_by_id ON takst.quarantine USING btree (quarantine_id);


--
-- Name: quarantine_by_identity; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX quarantine_by_identity ON takst.quarantine USING btree (source, record_id);


--
-- Name: rendering_by_number; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX rendering_by_number ON takst.rendering USING btree (number, format);


--
-- Name: sealed_month_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX sealed_month_by_batch ON takst.sealed_month USING btree (batch_id);


--
-- Name: sealed_month_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX sealed_month_by_customer ON takst.sealed_month USING btree (customer_id, service_month);


--
-- Name: stale_mark_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX stale_mark_by_batch ON takst.stale_mark USING btree (batch_id);


--
-- Name: usage_total_by_batch; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX usage_total_by_batch ON takst.usage_total USING btree (batch_id);


--
-- Name: usage_total_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX usage_total_by_customer ON takst.usage_total USING btree (customer_id, service_month);


--
-- Name: call_identity_0_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_0_pkey;


--
-- Name: call_identity_1_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_1_pkey;


--
-- Name: call_identity_2_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_2_pkey;


--
-- Name: call_identity_3_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_3_pkey;


--
-- Name: call_identity_4_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_4_pkey;


--
-- Name: call_identity_5_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_5_pkey;


--
-- Name: call_identity_6_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_6_pkey;


--
-- Name: call_identity_7_pkey; Type: INDEX ATTACH; Schema: takst; Owner: -
--

ALTER INDEX takst.call_identity_pkey ATTACH PARTITION takst.call_identity_7_pkey;


--
-- Name: activation append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.activation FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: api_token append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.api_token FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: api_token_end append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.api_token_end FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: batch append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.batch FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: billing_run append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.billing_run FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: billing_run_outcome append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.billing_run_outcome FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: billing_run_request append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.billing_run_request FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: billing_run_result append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.billing_run_result FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: brand append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.brand FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: brand_logo append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.brand_logo FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: call append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.call FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: call_batch append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.call_batch FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: call_identity append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.call_identity FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: call_judgement append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.call_judgement FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: call_source append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.call_source FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: charge append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.charge FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: chart_account append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.chart_account FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: claim append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.claim FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: claim_allocation append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.claim_allocation FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: claim_cost append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.claim_cost FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: claim_document append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.claim_document FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: claim_withdrawal append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.claim_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: closed_month append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.closed_month FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: credit_note append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.credit_note FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: credit_proposal append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.credit_proposal FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: credit_proposal_state append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.credit_proposal_state FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: credit_release append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.credit_release FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: customer append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.customer FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: customer_home append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.customer_home FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: customer_order append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.customer_order FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: deck append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.deck FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: deck_row append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.deck_row FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: declaration append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.declaration FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: document append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.document FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: document_delivery append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.document_delivery FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: document_delivery_event append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.document_delivery_event FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: document_route append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.document_route FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: employee append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.employee FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_account append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_account FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_attachment append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_attachment FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_file append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_file FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_pack append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_pack FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_request append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_request FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_request_breach append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_request_breach FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_request_mail append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_request_mail FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_request_state append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_request_state FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: evidence_total append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.evidence_total FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finance_export append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finance_export FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finance_export_document append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finance_export_document FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finance_export_file append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finance_export_file FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finance_export_head append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finance_export_head FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finance_export_part append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finance_export_part FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finding append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finding FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finding_assignment append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finding_assignment FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finding_observation append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finding_observation FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: finding_state append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.finding_state FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: imported_file append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.imported_file FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: incoming_payment append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.incoming_payment FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: journal_entry append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.journal_entry FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: kept_fault append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.kept_fault FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: ledger_transaction append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: licence_ruling append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.licence_ruling FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: licence_term append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.licence_term FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: order_confirmation append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.order_confirmation FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: order_draft append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.order_draft FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: order_draft_line append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.order_draft_line FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: order_draft_state append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.order_draft_state FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: outbox_attachment append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.outbox_attachment FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: outbox_event append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.outbox_event FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: outbox_mail append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.outbox_mail FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: payment_match append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.payment_match FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: payment_refund append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.payment_refund FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: payment_refund_undone append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.payment_refund_undone FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: payment_text_erased append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.payment_text_erased FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: payment_unmatch append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.payment_unmatch FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: posting append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.posting FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: quarantine append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.quarantine FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: quarantine_settled append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.quarantine_settled FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: rendering append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.rendering FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: reseller append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.reseller FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: run_exception append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.run_exception FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: seal_begin append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.seal_begin FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: sealed_call append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.sealed_call FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: sealed_month append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.sealed_month FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: signing_key append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.signing_key FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: signing_key_state append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.signing_key_state FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: stale_mark append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.stale_mark FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: taken_number append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.taken_number FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: taken_payment append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.taken_payment FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: usage_total append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.usage_total FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: activation activation_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.activation
    ADD CONSTRAINT activation_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: api_token api_token_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token
    ADD CONSTRAINT api_token_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: api_token_end api_token_end_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token_end
    ADD CONSTRAINT api_token_end_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: api_token_end api_token_end_reseller_id_token_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token_end
    ADD CONSTRAINT api_token_end_reseller_id_token_id_fkey FOREIGN KEY (reseller_id, token_id) REFERENCES takst.api_token(reseller_id, token_id);


--
-- Name: api_token_use api_token_use_reseller_id_token_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.api_token_use
    ADD CONSTRAINT api_token_use_reseller_id_token_id_fkey FOREIGN KEY (reseller_id, token_id) REFERENCES takst.api_token(reseller_id, token_id);


--
-- Name: billing_run_outcome billing_run_outcome_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_outcome
    ADD CONSTRAINT billing_run_outcome_request_id_fkey FOREIGN KEY (request_id) REFERENCES takst.billing_run_request(request_id);


--
-- Name: billing_run_progress billing_run_progress_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_progress
    ADD CONSTRAINT billing_run_progress_request_id_fkey FOREIGN KEY (request_id) REFERENCES takst.billing_run_request(request_id);


--
-- Name: billing_run_result billing_run_result_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_result
    ADD CONSTRAINT billing_run_result_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: billing_run_result billing_run_result_run_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_result
    ADD CONSTRAINT billing_run_result_run_id_fkey FOREIGN KEY (run_id) REFERENCES takst.billing_run(run_id);


--
-- Name: brand brand_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.brand
    ADD CONSTRAINT brand_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: brand_logo brand_logo_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.brand_logo
    ADD CONSTRAINT brand_logo_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: brand brand_reseller_id_logo_sha256_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.brand
    ADD CONSTRAINT brand_reseller_id_logo_sha256_fkey FOREIGN KEY (reseller_id, logo_sha256) REFERENCES takst.brand_logo(reseller_id, sha256);


--
-- Name: call_batch call_batch_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_batch
    ADD CONSTRAINT call_batch_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: call_judgement call_judgement_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_judgement
    ADD CONSTRAINT call_judgement_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: call_source call_source_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_source
    ADD CONSTRAINT call_source_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: charge charge_reseller_id_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.charge
    ADD CONSTRAINT charge_reseller_id_number_fkey FOREIGN KEY (reseller_id, number) REFERENCES takst.document(reseller_id, number);


--
-- Name: chart_account chart_account_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.chart_account
    ADD CONSTRAINT chart_account_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: claim_allocation claim_allocation_reseller_id_claim_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_allocation
    ADD CONSTRAINT claim_allocation_reseller_id_claim_id_fkey FOREIGN KEY (reseller_id, claim_id) REFERENCES takst.claim(reseller_id, claim_id);


--
-- Name: claim claim_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim
    ADD CONSTRAINT claim_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: claim_cost claim_cost_reseller_id_claim_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_cost
    ADD CONSTRAINT claim_cost_reseller_id_claim_id_fkey FOREIGN KEY (reseller_id, claim_id) REFERENCES takst.claim(reseller_id, claim_id);


--
-- Name: claim_document claim_document_reseller_id_claim_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_document
    ADD CONSTRAINT claim_document_reseller_id_claim_id_fkey FOREIGN KEY (reseller_id, claim_id) REFERENCES takst.claim(reseller_id, claim_id);


--
-- Name: claim_withdrawal claim_withdrawal_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_withdrawal
    ADD CONSTRAINT claim_withdrawal_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: claim_withdrawal claim_withdrawal_reseller_id_claim_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.claim_withdrawal
    ADD CONSTRAINT claim_withdrawal_reseller_id_claim_id_fkey FOREIGN KEY (reseller_id, claim_id) REFERENCES takst.claim(reseller_id, claim_id);


--
-- Name: closed_month closed_month_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.closed_month
    ADD CONSTRAINT closed_month_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: credit_note credit_note_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_note
    ADD CONSTRAINT credit_note_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: credit_note credit_note_reseller_id_corrects_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_note
    ADD CONSTRAINT credit_note_reseller_id_corrects_fkey FOREIGN KEY (reseller_id, corrects) REFERENCES takst.document(reseller_id, number);


--
-- Name: credit_note credit_note_reseller_id_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_note
    ADD CONSTRAINT credit_note_reseller_id_number_fkey FOREIGN KEY (reseller_id, number) REFERENCES takst.document(reseller_id, number);


--
-- Name: credit_proposal credit_proposal_run_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_proposal
    ADD CONSTRAINT credit_proposal_run_id_fkey FOREIGN KEY (run_id) REFERENCES takst.billing_run(run_id);


--
-- Name: credit_proposal_state credit_proposal_state_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_proposal_state
    ADD CONSTRAINT credit_proposal_state_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: credit_proposal_state credit_proposal_state_reseller_id_customer_id_proposal_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_proposal_state
    ADD CONSTRAINT credit_proposal_state_reseller_id_customer_id_proposal_id_fkey FOREIGN KEY (reseller_id, customer_id, proposal_id) REFERENCES takst.credit_proposal(reseller_id, customer_id, proposal_id);


--
-- Name: credit_release credit_release_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_release
    ADD CONSTRAINT credit_release_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: credit_release credit_release_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_release
    ADD CONSTRAINT credit_release_number_fkey FOREIGN KEY (number) REFERENCES takst.taken_number(number);


--
-- Name: credit_release credit_release_reseller_id_customer_id_proposal_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.credit_release
    ADD CONSTRAINT credit_release_reseller_id_customer_id_proposal_id_fkey FOREIGN KEY (reseller_id, customer_id, proposal_id) REFERENCES takst.credit_proposal(reseller_id, customer_id, proposal_id);


--
-- Name: customer customer_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.customer
    ADD CONSTRAINT customer_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: customer_home customer_home_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.customer_home
    ADD CONSTRAINT customer_home_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: customer_order customer_order_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.customer_order
    ADD CONSTRAINT customer_order_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: deck deck_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.deck
    ADD CONSTRAINT deck_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: deck_row deck_row_deck_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.deck_row
    ADD CONSTRAINT deck_row_deck_id_fkey FOREIGN KEY (deck_id) REFERENCES takst.deck(deck_id);


--
-- Name: declaration declaration_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.declaration
    ADD CONSTRAINT declaration_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: document_delivery document_delivery_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_delivery
    ADD CONSTRAINT document_delivery_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: document_delivery_event document_delivery_event_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_delivery_event
    ADD CONSTRAINT document_delivery_event_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: document_delivery_event document_delivery_event_reseller_id_number_delivery_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_delivery_event
    ADD CONSTRAINT document_delivery_event_reseller_id_number_delivery_no_fkey FOREIGN KEY (reseller_id, number, delivery_no) REFERENCES takst.document_delivery(reseller_id, number, no);


--
-- Name: document_delivery document_delivery_reseller_id_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_delivery
    ADD CONSTRAINT document_delivery_reseller_id_number_fkey FOREIGN KEY (reseller_id, number) REFERENCES takst.document(reseller_id, number);


--
-- Name: document_route_address document_route_address_reseller_id_route_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_route_address
    ADD CONSTRAINT document_route_address_reseller_id_route_id_fkey FOREIGN KEY (reseller_id, route_id) REFERENCES takst.document_route(reseller_id, route_id);


--
-- Name: document_route document_route_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document_route
    ADD CONSTRAINT document_route_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: draft_charge draft_charge_run_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.draft_charge
    ADD CONSTRAINT draft_charge_run_id_fkey FOREIGN KEY (run_id) REFERENCES takst.billing_run(run_id);


--
-- Name: draft_document draft_document_run_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.draft_document
    ADD CONSTRAINT draft_document_run_id_fkey FOREIGN KEY (run_id) REFERENCES takst.billing_run(run_id);


--
-- Name: employee employee_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.employee
    ADD CONSTRAINT employee_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_attachment evidence_attachment_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_attachment
    ADD CONSTRAINT evidence_attachment_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_attachment evidence_attachment_reseller_id_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_attachment
    ADD CONSTRAINT evidence_attachment_reseller_id_request_id_fkey FOREIGN KEY (reseller_id, request_id) REFERENCES takst.evidence_request(reseller_id, request_id);


--
-- Name: evidence_file evidence_file_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_file
    ADD CONSTRAINT evidence_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_pack evidence_pack_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_pack
    ADD CONSTRAINT evidence_pack_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_pack_bytes evidence_pack_bytes_reseller_id_request_id_pack_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_pack_bytes
    ADD CONSTRAINT evidence_pack_bytes_reseller_id_request_id_pack_id_fkey FOREIGN KEY (reseller_id, request_id, pack_id) REFERENCES takst.evidence_pack(reseller_id, request_id, pack_id);


--
-- Name: evidence_pack evidence_pack_reseller_id_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_pack
    ADD CONSTRAINT evidence_pack_reseller_id_request_id_fkey FOREIGN KEY (reseller_id, request_id) REFERENCES takst.evidence_request(reseller_id, request_id);


--
-- Name: evidence_request evidence_request_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request
    ADD CONSTRAINT evidence_request_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_request_breach evidence_request_breach_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_breach
    ADD CONSTRAINT evidence_request_breach_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_request_breach evidence_request_breach_reseller_id_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_breach
    ADD CONSTRAINT evidence_request_breach_reseller_id_request_id_fkey FOREIGN KEY (reseller_id, request_id) REFERENCES takst.evidence_request(reseller_id, request_id);


--
-- Name: evidence_request_contact evidence_request_contact_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_contact
    ADD CONSTRAINT evidence_request_contact_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_request_contact evidence_request_contact_reseller_id_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_contact
    ADD CONSTRAINT evidence_request_contact_reseller_id_request_id_fkey FOREIGN KEY (reseller_id, request_id) REFERENCES takst.evidence_request(reseller_id, request_id);


--
-- Name: evidence_request_mail evidence_request_mail_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_mail
    ADD CONSTRAINT evidence_request_mail_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_request_mail evidence_request_mail_reseller_id_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_mail
    ADD CONSTRAINT evidence_request_mail_reseller_id_request_id_fkey FOREIGN KEY (reseller_id, request_id) REFERENCES takst.evidence_request(reseller_id, request_id);


--
-- Name: evidence_request_state evidence_request_state_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_state
    ADD CONSTRAINT evidence_request_state_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: evidence_request_state evidence_request_state_reseller_id_request_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.evidence_request_state
    ADD CONSTRAINT evidence_request_state_reseller_id_request_id_fkey FOREIGN KEY (reseller_id, request_id) REFERENCES takst.evidence_request(reseller_id, request_id);


--
-- Name: finance_export finance_export_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export
    ADD CONSTRAINT finance_export_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: finance_export_document finance_export_document_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_document
    ADD CONSTRAINT finance_export_document_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: finance_export_document finance_export_document_export_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_document
    ADD CONSTRAINT finance_export_document_export_no_fkey FOREIGN KEY (export_no) REFERENCES takst.finance_export(export_no);


--
-- Name: finance_export_document finance_export_document_reseller_id_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_document
    ADD CONSTRAINT finance_export_document_reseller_id_number_fkey FOREIGN KEY (reseller_id, number) REFERENCES takst.document(reseller_id, number);


--
-- Name: finance_export_file finance_export_file_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_file
    ADD CONSTRAINT finance_export_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: finance_export_file finance_export_file_export_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_file
    ADD CONSTRAINT finance_export_file_export_no_fkey FOREIGN KEY (export_no) REFERENCES takst.finance_export(export_no);


--
-- Name: finance_export_head finance_export_head_export_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_head
    ADD CONSTRAINT finance_export_head_export_no_fkey FOREIGN KEY (export_no) REFERENCES takst.finance_export(export_no);


--
-- Name: finance_export_part finance_export_part_of_file; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finance_export_part
    ADD CONSTRAINT finance_export_part_of_file FOREIGN KEY (export_no, format, version) REFERENCES takst.finance_export_file(export_no, format, version) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: finding_assignment finding_assignment_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding_assignment
    ADD CONSTRAINT finding_assignment_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: finding finding_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding
    ADD CONSTRAINT finding_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: finding_observation finding_observation_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding_observation
    ADD CONSTRAINT finding_observation_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: finding_state finding_state_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.finding_state
    ADD CONSTRAINT finding_state_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: imported_file imported_file_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.imported_file
    ADD CONSTRAINT imported_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: inactive_caller inactive_caller_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.inactive_caller
    ADD CONSTRAINT inactive_caller_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: incoming_payment incoming_payment_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.incoming_payment
    ADD CONSTRAINT incoming_payment_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: incoming_payment incoming_payment_payment_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.incoming_payment
    ADD CONSTRAINT incoming_payment_payment_no_fkey FOREIGN KEY (payment_no) REFERENCES takst.taken_payment(payment_no);


--
-- Name: incoming_payment_text incoming_payment_text_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.incoming_payment_text
    ADD CONSTRAINT incoming_payment_text_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: journal_entry journal_entry_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.journal_entry
    ADD CONSTRAINT journal_entry_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: kept_fault kept_fault_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.kept_fault
    ADD CONSTRAINT kept_fault_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: licence_ruling licence_ruling_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.licence_ruling
    ADD CONSTRAINT licence_ruling_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: licence_term licence_term_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.licence_term
    ADD CONSTRAINT licence_term_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: order_confirmation order_confirmation_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_confirmation
    ADD CONSTRAINT order_confirmation_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: order_confirmation order_confirmation_of_draft; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_confirmation
    ADD CONSTRAINT order_confirmation_of_draft FOREIGN KEY (reseller_id, customer_id, draft_id, version) REFERENCES takst.order_draft(reseller_id, customer_id, draft_id, version);


--
-- Name: order_draft order_draft_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft
    ADD CONSTRAINT order_draft_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: order_draft_line order_draft_line_of_draft; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft_line
    ADD CONSTRAINT order_draft_line_of_draft FOREIGN KEY (reseller_id, customer_id, draft_id, version) REFERENCES takst.order_draft(reseller_id, customer_id, draft_id, version);


--
-- Name: order_draft_state order_draft_state_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft_state
    ADD CONSTRAINT order_draft_state_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: order_draft_state order_draft_state_of_draft; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.order_draft_state
    ADD CONSTRAINT order_draft_state_of_draft FOREIGN KEY (reseller_id, customer_id, draft_id, version) REFERENCES takst.order_draft(reseller_id, customer_id, draft_id, version);


--
-- Name: outbox_attachment outbox_attachment_reseller_id_mail_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_attachment
    ADD CONSTRAINT outbox_attachment_reseller_id_mail_id_fkey FOREIGN KEY (reseller_id, mail_id) REFERENCES takst.outbox_mail(reseller_id, mail_id);


--
-- Name: outbox_event outbox_event_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_event
    ADD CONSTRAINT outbox_event_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: outbox_event outbox_event_reseller_id_mail_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_event
    ADD CONSTRAINT outbox_event_reseller_id_mail_id_fkey FOREIGN KEY (reseller_id, mail_id) REFERENCES takst.outbox_mail(reseller_id, mail_id);


--
-- Name: outbox_letter outbox_letter_reseller_id_mail_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_letter
    ADD CONSTRAINT outbox_letter_reseller_id_mail_id_fkey FOREIGN KEY (reseller_id, mail_id) REFERENCES takst.outbox_mail(reseller_id, mail_id);


--
-- Name: outbox_mail outbox_mail_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_mail
    ADD CONSTRAINT outbox_mail_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: outbox_reply outbox_reply_reseller_id_mail_id_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.outbox_reply
    ADD CONSTRAINT outbox_reply_reseller_id_mail_id_no_fkey FOREIGN KEY (reseller_id, mail_id, no) REFERENCES takst.outbox_event(reseller_id, mail_id, no);


--
-- Name: payment_match payment_match_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_match
    ADD CONSTRAINT payment_match_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: payment_match payment_match_payment_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_match
    ADD CONSTRAINT payment_match_payment_no_fkey FOREIGN KEY (payment_no) REFERENCES takst.taken_payment(payment_no);


--
-- Name: payment_match payment_match_reseller_id_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_match
    ADD CONSTRAINT payment_match_reseller_id_number_fkey FOREIGN KEY (reseller_id, number) REFERENCES takst.document(reseller_id, number);


--
-- Name: payment_refund payment_refund_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_refund
    ADD CONSTRAINT payment_refund_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: payment_refund payment_refund_reseller_id_payment_no_number_match_batch_i_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_refund
    ADD CONSTRAINT payment_refund_reseller_id_payment_no_number_match_batch_i_fkey FOREIGN KEY (reseller_id, payment_no, number, match_batch_id) REFERENCES takst.payment_match(reseller_id, payment_no, number, batch_id);


--
-- Name: payment_refund_undone payment_refund_undone_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_refund_undone
    ADD CONSTRAINT payment_refund_undone_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: payment_refund_undone payment_refund_undone_reseller_id_payment_no_number_refund_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_refund_undone
    ADD CONSTRAINT payment_refund_undone_reseller_id_payment_no_number_refund_fkey FOREIGN KEY (reseller_id, payment_no, number, refund_batch_id) REFERENCES takst.payment_refund(reseller_id, payment_no, number, batch_id);


--
-- Name: payment_text_erased payment_text_erased_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_text_erased
    ADD CONSTRAINT payment_text_erased_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: payment_text_erased payment_text_erased_reseller_id_payment_no_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_text_erased
    ADD CONSTRAINT payment_text_erased_reseller_id_payment_no_fkey FOREIGN KEY (reseller_id, payment_no) REFERENCES takst.incoming_payment(reseller_id, payment_no);


--
-- Name: payment_unmatch payment_unmatch_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_unmatch
    ADD CONSTRAINT payment_unmatch_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: payment_unmatch payment_unmatch_reseller_id_payment_no_number_match_batch__fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.payment_unmatch
    ADD CONSTRAINT payment_unmatch_reseller_id_payment_no_number_match_batch__fkey FOREIGN KEY (reseller_id, payment_no, number, match_batch_id) REFERENCES takst.payment_match(reseller_id, payment_no, number, batch_id);


--
-- Name: posting posting_credit_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.posting
    ADD CONSTRAINT posting_credit_fkey FOREIGN KEY (credit) REFERENCES takst.chart_account(account);


--
-- Name: posting posting_debit_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.posting
    ADD CONSTRAINT posting_debit_fkey FOREIGN KEY (debit) REFERENCES takst.chart_account(account);


--
-- Name: posting posting_reseller_id_seq_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.posting
    ADD CONSTRAINT posting_reseller_id_seq_fkey FOREIGN KEY (reseller_id, seq) REFERENCES takst.ledger_transaction(reseller_id, seq);


--
-- Name: quarantine quarantine_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.quarantine
    ADD CONSTRAINT quarantine_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: quarantine_settled quarantine_settled_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.quarantine_settled
    ADD CONSTRAINT quarantine_settled_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: quarantine_settled quarantine_settled_reseller_id_quarantine_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.quarantine_settled
    ADD CONSTRAINT quarantine_settled_reseller_id_quarantine_id_fkey FOREIGN KEY (reseller_id, quarantine_id) REFERENCES takst.quarantine(reseller_id, quarantine_id);


--
-- Name: rendering rendering_reseller_id_number_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.rendering
    ADD CONSTRAINT rendering_reseller_id_number_fkey FOREIGN KEY (reseller_id, number) REFERENCES takst.document(reseller_id, number);


--
-- Name: reseller reseller_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.reseller
    ADD CONSTRAINT reseller_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: run_exception run_exception_run_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.run_exception
    ADD CONSTRAINT run_exception_run_id_fkey FOREIGN KEY (run_id) REFERENCES takst.billing_run(run_id);


--
-- Name: sealed_call sealed_call_reseller_id_customer_id_service_month_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.sealed_call
    ADD CONSTRAINT sealed_call_reseller_id_customer_id_service_month_fkey FOREIGN KEY (reseller_id, customer_id, service_month) REFERENCES takst.sealed_month(reseller_id, customer_id, service_month);


--
-- Name: sealed_month sealed_month_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.sealed_month
    ADD CONSTRAINT sealed_month_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: signing_key signing_key_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.signing_key
    ADD CONSTRAINT signing_key_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: signing_key_state signing_key_state_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.signing_key_state
    ADD CONSTRAINT signing_key_state_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: signing_key_state signing_key_state_of; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.signing_key_state
    ADD CONSTRAINT signing_key_state_of FOREIGN KEY (key_id) REFERENCES takst.signing_key(key_id);


--
-- Name: stale_mark stale_mark_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.stale_mark
    ADD CONSTRAINT stale_mark_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: taken_number taken_number_series_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.taken_number
    ADD CONSTRAINT taken_number_series_fkey FOREIGN KEY (series) REFERENCES takst.series(series);


--
-- Name: usage_total usage_total_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.usage_total
    ADD CONSTRAINT usage_total_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: activation; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.activation ENABLE ROW LEVEL SECURITY;

--
-- Name: batch; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.batch ENABLE ROW LEVEL SECURITY;

--
-- Name: brand; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.brand ENABLE ROW LEVEL SECURITY;

--
-- Name: brand_logo; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.brand_logo ENABLE ROW LEVEL SECURITY;

--
-- Name: call; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.call ENABLE ROW LEVEL SECURITY;

--
-- Name: call_part; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.call_part ENABLE ROW LEVEL SECURITY;

--
-- Name: charge; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.charge ENABLE ROW LEVEL SECURITY;

--
-- Name: claim; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.claim ENABLE ROW LEVEL SECURITY;

--
-- Name: claim_allocation; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.claim_allocation ENABLE ROW LEVEL SECURITY;

--
-- Name: claim_cost; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.claim_cost ENABLE ROW LEVEL SECURITY;

--
-- Name: claim_document; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.claim_document ENABLE ROW LEVEL SECURITY;

--
-- Name: claim_withdrawal; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.claim_withdrawal ENABLE ROW LEVEL SECURITY;

--
-- Name: credit_note; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_note ENABLE ROW LEVEL SECURITY;

--
-- Name: credit_proposal; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_proposal ENABLE ROW LEVEL SECURITY;

--
-- Name: credit_proposal_state; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_proposal_state ENABLE ROW LEVEL SECURITY;

--
-- Name: credit_release; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_release ENABLE ROW LEVEL SECURITY;

--
-- Name: customer; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.customer ENABLE ROW LEVEL SECURITY;

--
-- Name: customer_home; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.customer_home ENABLE ROW LEVEL SECURITY;

--
-- Name: customer_order; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.customer_order ENABLE ROW LEVEL SECURITY;

--
-- Name: declaration; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.declaration ENABLE ROW LEVEL SECURITY;

--
-- Name: document; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.document ENABLE ROW LEVEL SECURITY;

--
-- Name: document_delivery; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.document_delivery ENABLE ROW LEVEL SECURITY;

--
-- Name: document_delivery_event; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.document_delivery_event ENABLE ROW LEVEL SECURITY;

--
-- Name: document_route; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.document_route ENABLE ROW LEVEL SECURITY;

--
-- Name: document_route_address; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.document_route_address ENABLE ROW LEVEL SECURITY;

--
-- Name: activation door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.activation FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: batch door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.batch FOR SELECT TO takst_door USING (((EXISTS ( SELECT
   FROM takst.journal_entry j
  WHERE (j.batch_id = batch.batch_id))) OR (EXISTS ( SELECT
   FROM takst.stale_mark s
  WHERE (s.batch_id = batch.batch_id)))));


--
-- Name: brand door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.brand FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: brand_logo door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.brand_logo FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: call door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.call FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: call_part door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.call_part FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: charge door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.charge FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: claim door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.claim FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: claim_allocation door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.claim_allocation FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: claim_cost door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.claim_cost FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: claim_document door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.claim_document FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: claim_withdrawal door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.claim_withdrawal FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: credit_note door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.credit_note FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: credit_proposal door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.credit_proposal FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: credit_proposal_state door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.credit_proposal_state FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: credit_release door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.credit_release FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: customer door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.customer FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: customer_home door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.customer_home FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: customer_order door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.customer_order FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: declaration door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.declaration FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: document door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.document FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: document_delivery door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.document_delivery FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: document_delivery_event door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.document_delivery_event FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: document_route door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.document_route FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: document_route_address door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.document_route_address FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: employee door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.employee FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_account door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_account FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_attachment door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_attachment FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_file door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_file FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_pack door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_pack FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_pack_bytes door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_pack_bytes FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_person door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_person FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_request door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_request FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_request_breach door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_request_breach FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_request_contact door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_request_contact FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_request_mail door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_request_mail FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_request_state door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_request_state FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: evidence_total door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.evidence_total FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: finance_export_document door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.finance_export_document FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: finance_export_head door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.finance_export_head FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: finding door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.finding FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: finding_assignment door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.finding_assignment FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: finding_observation door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.finding_observation FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: finding_state door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.finding_state FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: inactive_caller door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.inactive_caller FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: incoming_payment door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.incoming_payment FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: incoming_payment_text door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.incoming_payment_text FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: journal_entry door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.journal_entry FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: ledger_transaction door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.ledger_transaction FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: order_confirmation door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.order_confirmation FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: order_draft door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.order_draft FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: order_draft_line door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.order_draft_line FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: order_draft_state door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.order_draft_state FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: outbox_attachment door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.outbox_attachment FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: outbox_event door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.outbox_event FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: outbox_letter door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.outbox_letter FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: outbox_mail door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.outbox_mail FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: outbox_reply door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.outbox_reply FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: payment_match door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.payment_match FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: payment_refund door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.payment_refund FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: payment_refund_undone door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.payment_refund_undone FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: payment_text_erased door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.payment_text_erased FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: payment_unmatch door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.payment_unmatch FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: posting door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.posting FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: quarantine door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.quarantine FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: quarantine_settled door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.quarantine_settled FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: rendering door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.rendering FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: reseller door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.reseller FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: run_exception door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.run_exception FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: sealed_call door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.sealed_call FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: sealed_month door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.sealed_month FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: stale_mark door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.stale_mark FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: usage_total door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.usage_total FOR SELECT TO takst_door USING ((reseller_id = NULLIF(current_setting('takst.reseller_id'::text, true), ''::text)));


--
-- Name: employee; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.employee ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_account; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_account ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_attachment; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_file; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_file ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_pack; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_pack ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_pack_bytes; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_pack_bytes ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_person; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_person ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_request; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_request ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_request_breach; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_request_breach ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_request_contact; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_request_contact ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_request_mail; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_request_mail ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_request_state; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_request_state ENABLE ROW LEVEL SECURITY;

--
-- Name: evidence_total; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.evidence_total ENABLE ROW LEVEL SECURITY;

--
-- Name: finance_export_document; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.finance_export_document ENABLE ROW LEVEL SECURITY;

--
-- Name: finance_export_head; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.finance_export_head ENABLE ROW LEVEL SECURITY;

--
-- Name: finding; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.finding ENABLE ROW LEVEL SECURITY;

--
-- Name: finding_assignment; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.finding_assignment ENABLE ROW LEVEL SECURITY;

--
-- Name: finding_observation; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.finding_observation ENABLE ROW LEVEL SECURITY;

--
-- Name: finding_state; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.finding_state ENABLE ROW LEVEL SECURITY;

--
-- Name: inactive_caller; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.inactive_caller ENABLE ROW LEVEL SECURITY;

--
-- Name: incoming_payment; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.incoming_payment ENABLE ROW LEVEL SECURITY;

--
-- Name: incoming_payment_text; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.incoming_payment_text ENABLE ROW LEVEL SECURITY;

--
-- Name: journal_entry; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.journal_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_transaction; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.ledger_transaction ENABLE ROW LEVEL SECURITY;

--
-- Name: order_confirmation; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.order_confirmation ENABLE ROW LEVEL SECURITY;

--
-- Name: order_draft; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.order_draft ENABLE ROW LEVEL SECURITY;

--
-- Name: order_draft_line; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.order_draft_line ENABLE ROW LEVEL SECURITY;

--
-- Name: order_draft_state; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.order_draft_state ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox_attachment; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.outbox_attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox_event; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.outbox_event ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox_letter; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.outbox_letter ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox_mail; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.outbox_mail ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox_reply; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.outbox_reply ENABLE ROW LEVEL SECURITY;

--
-- Name: payment_match; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.payment_match ENABLE ROW LEVEL SECURITY;

--
-- Name: payment_refund; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.payment_refund ENABLE ROW LEVEL SECURITY;

--
-- Name: payment_refund_undone; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.payment_refund_undone ENABLE ROW LEVEL SECURITY;

--
-- Name: payment_text_erased; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.payment_text_erased ENABLE ROW LEVEL SECURITY;

--
-- Name: payment_unmatch; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.payment_unmatch ENABLE ROW LEVEL SECURITY;

--
-- Name: posting; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.posting ENABLE ROW LEVEL SECURITY;

--
-- Name: quarantine; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.quarantine ENABLE ROW LEVEL SECURITY;

--
-- Name: quarantine_settled; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.quarantine_settled ENABLE ROW LEVEL SECURITY;

--
-- Name: rendering; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.rendering ENABLE ROW LEVEL SECURITY;

--
-- Name: reseller; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.reseller ENABLE ROW LEVEL SECURITY;

--
-- Name: run_exception; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.run_exception ENABLE ROW LEVEL SECURITY;

--
-- Name: sealed_call; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.sealed_call ENABLE ROW LEVEL SECURITY;

--
-- Name: sealed_month; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.sealed_month ENABLE ROW LEVEL SECURITY;

--
-- Name: stale_mark; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.stale_mark ENABLE ROW LEVEL SECURITY;

--
-- Name: usage_total; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.usage_total ENABLE ROW LEVEL SECURITY;

--
-- Name: activation writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.activation TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: batch writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.batch TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: brand writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.brand TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: brand_logo writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.brand_logo TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: call writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.call TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: call_part writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.call_part TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: charge writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.charge TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: claim writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.claim TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: claim_allocation writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.claim_allocation TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: claim_cost writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.claim_cost TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: claim_document writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.claim_document TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: claim_withdrawal writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.claim_withdrawal TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: credit_note writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.credit_note TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: credit_proposal writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.credit_proposal TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: credit_proposal_state writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.credit_proposal_state TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: credit_release writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.credit_release TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: customer writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.customer TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: customer_home writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.customer_home TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: customer_order writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.customer_order TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: declaration writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.declaration TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: document writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.document TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: document_delivery writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.document_delivery TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: document_delivery_event writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.document_delivery_event TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: document_route writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.document_route TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: document_route_address writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.document_route_address TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: employee writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.employee TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_account writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_account TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_attachment writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_attachment TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_file writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_file TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_pack writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_pack TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_pack_bytes writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_pack_bytes TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_person writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_person TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_request writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_request TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_request_breach writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_request_breach TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_request_contact writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_request_contact TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_request_mail writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_request_mail TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_request_state writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_request_state TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: evidence_total writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.evidence_total TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: finance_export_document writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.finance_export_document TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: finance_export_head writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.finance_export_head TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: finding writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.finding TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: finding_assignment writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.finding_assignment TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: finding_observation writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.finding_observation TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: finding_state writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.finding_state TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: inactive_caller writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.inactive_caller TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: incoming_payment writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.incoming_payment TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: incoming_payment_text writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.incoming_payment_text TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: journal_entry writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.journal_entry TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: ledger_transaction writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.ledger_transaction TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: order_confirmation writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.order_confirmation TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: order_draft writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.order_draft TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: order_draft_line writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.order_draft_line TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: order_draft_state writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.order_draft_state TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: outbox_attachment writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.outbox_attachment TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: outbox_event writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.outbox_event TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: outbox_letter writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.outbox_letter TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: outbox_mail writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.outbox_mail TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: outbox_reply writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.outbox_reply TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: payment_match writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.payment_match TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: payment_refund writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.payment_refund TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: payment_refund_undone writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.payment_refund_undone TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: payment_text_erased writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.payment_text_erased TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: payment_unmatch writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.payment_unmatch TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: posting writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.posting TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: quarantine writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.quarantine TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: quarantine_settled writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.quarantine_settled TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: rendering writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.rendering TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: reseller writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.reseller TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: run_exception writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.run_exception TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: sealed_call writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.sealed_call TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: sealed_month writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.sealed_month TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: stale_mark writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.stale_mark TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: usage_total writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.usage_total TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: SCHEMA takst; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA takst TO takst_writer;
GRANT USAGE ON SCHEMA takst TO takst_door;


--
-- Name: PROCEDURE append_only(IN target regclass); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON PROCEDURE takst.append_only(IN target regclass) FROM PUBLIC;


--
-- Name: PROCEDURE behind_door(IN target regclass); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON PROCEDURE takst.behind_door(IN target regclass) FROM PUBLIC;


--
-- Name: PROCEDURE erasable(IN target regclass); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON PROCEDURE takst.erasable(IN target regclass) FROM PUBLIC;


--
-- Name: FUNCTION make_call_month(wanted date); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON FUNCTION takst.make_call_month(wanted date) FROM PUBLIC;
GRANT ALL ON FUNCTION takst.make_call_month(wanted date) TO takst_writer;


--
-- Name: FUNCTION purge_call_month(wanted date, under_batch bigint); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON FUNCTION takst.purge_call_month(wanted date, under_batch bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION takst.purge_call_month(wanted date, under_batch bigint) TO takst_writer;


--
-- Name: PROCEDURE working_table(IN target regclass); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON PROCEDURE takst.working_table(IN target regclass) FROM PUBLIC;


--
-- Name: TABLE activation; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.activation TO takst_writer;
GRANT SELECT ON TABLE takst.activation TO takst_door;


--
-- Name: TABLE api_token; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.api_token TO takst_writer;


--
-- Name: TABLE api_token_end; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.api_token_end TO takst_writer;


--
-- Name: TABLE api_token_use; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE takst.api_token_use TO takst_writer;


--
-- Name: TABLE batch; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.batch TO takst_writer;
GRANT SELECT ON TABLE takst.batch TO takst_door;


--
-- Name: TABLE billing_run; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.billing_run TO takst_writer;


--
-- Name: COLUMN billing_run.run_id; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT(run_id) ON TABLE takst.billing_run TO takst_door;


--
-- Name: COLUMN billing_run.month; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT(month) ON TABLE takst.billing_run TO takst_door;


--
-- Name: TABLE billing_run_outcome; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.billing_run_outcome TO takst_writer;


--
-- Name: TABLE billing_run_progress; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE takst.billing_run_progress TO takst_writer;


--
-- Name: TABLE billing_run_request; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.billing_run_request TO takst_writer;


--
-- Name: TABLE billing_run_result; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.billing_run_result TO takst_writer;


--
-- Name: TABLE brand; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.brand TO takst_writer;
GRANT SELECT ON TABLE takst.brand TO takst_door;


--
-- Name: TABLE brand_logo; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.brand_logo TO takst_writer;
GRANT SELECT ON TABLE takst.brand_logo TO takst_door;


--
-- Name: TABLE call; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.call TO takst_writer;
GRANT SELECT ON TABLE takst.call TO takst_door;


--
-- Name: TABLE call_batch; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.call_batch TO takst_writer;


--
-- Name: TABLE call_identity; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.call_identity TO takst_writer;


--
-- Name: TABLE call_judgement; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.call_judgement TO takst_writer;


--
-- Name: TABLE call_part; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.call_part TO takst_writer;
GRANT SELECT ON TABLE takst.call_part TO takst_door;


--
-- Name: TABLE call_source; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.call_source TO takst_writer;


--
-- Name: TABLE charge; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.charge TO takst_writer;
GRANT SELECT ON TABLE takst.charge TO takst_door;


--
-- Name: TABLE chart_account; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.chart_account TO takst_writer;
GRANT SELECT ON TABLE takst.chart_account TO takst_door;


--
-- Name: TABLE claim; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.claim TO takst_writer;
GRANT SELECT ON TABLE takst.claim TO takst_door;


--
-- Name: TABLE claim_allocation; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.claim_allocation TO takst_writer;
GRANT SELECT ON TABLE takst.claim_allocation TO takst_door;


--
-- Name: TABLE claim_cost; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.claim_cost TO takst_writer;
GRANT SELECT ON TABLE takst.claim_cost TO takst_door;


--
-- Name: TABLE claim_document; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.claim_document TO takst_writer;
GRANT SELECT ON TABLE takst.claim_document TO takst_door;


--
-- Name: TABLE claim_withdrawal; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.claim_withdrawal TO takst_writer;
GRANT SELECT ON TABLE takst.claim_withdrawal TO takst_door;


--
-- Name: TABLE closed_month; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.closed_month TO takst_writer;


--
-- Name: TABLE credit_note; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.credit_note TO takst_writer;
GRANT SELECT ON TABLE takst.credit_note TO takst_door;


--
-- Name: TABLE credit_proposal; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.credit_proposal TO takst_writer;
GRANT SELECT ON TABLE takst.credit_proposal TO takst_door;


--
-- Name: TABLE credit_proposal_state; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.credit_proposal_state TO takst_writer;
GRANT SELECT ON TABLE takst.credit_proposal_state TO takst_door;


--
-- Name: TABLE credit_release; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.credit_release TO takst_writer;
GRANT SELECT ON TABLE takst.credit_release TO takst_door;


--
-- Name: TABLE customer; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.customer TO takst_writer;
GRANT SELECT ON TABLE takst.customer TO takst_door;


--
-- Name: TABLE customer_home; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.customer_home TO takst_writer;
GRANT SELECT ON TABLE takst.customer_home TO takst_door;


--
-- Name: TABLE customer_order; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.customer_order TO takst_writer;
GRANT SELECT ON TABLE takst.customer_order TO takst_door;


--
-- Name: TABLE deck; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.deck TO takst_writer;
GRANT SELECT ON TABLE takst.deck TO takst_door;


--
-- Name: TABLE deck_row; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.deck_row TO takst_writer;
GRANT SELECT ON TABLE takst.deck_row TO takst_door;


--
-- Name: TABLE declaration; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.declaration TO takst_writer;
GRANT SELECT ON TABLE takst.declaration TO takst_door;


--
-- Name: TABLE document; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.document TO takst_writer;
GRANT SELECT ON TABLE takst.document TO takst_door;


--
-- Name: TABLE document_delivery; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.document_delivery TO takst_writer;
GRANT SELECT ON TABLE takst.document_delivery TO takst_door;


--
-- Name: TABLE document_delivery_event; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.document_delivery_event TO takst_writer;
GRANT SELECT ON TABLE takst.document_delivery_event TO takst_door;


--
-- Name: TABLE document_route; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.document_route TO takst_writer;
GRANT SELECT ON TABLE takst.document_route TO takst_door;


--
-- Name: TABLE document_route_address; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.document_route_address TO takst_writer;
GRANT SELECT ON TABLE takst.document_route_address TO takst_door;


--
-- Name: TABLE draft_charge; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE takst.draft_charge TO takst_writer;


--
-- Name: TABLE draft_document; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE takst.draft_document TO takst_writer;


--
-- Name: TABLE employee; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.employee TO takst_writer;
GRANT SELECT ON TABLE takst.employee TO takst_door;


--
-- Name: TABLE evidence_account; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_account TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_account TO takst_door;


--
-- Name: TABLE evidence_attachment; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_attachment TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_attachment TO takst_door;


--
-- Name: TABLE evidence_file; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_file TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_file TO takst_door;


--
-- Name: TABLE evidence_pack; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_pack TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_pack TO takst_door;


--
-- Name: TABLE evidence_pack_bytes; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.evidence_pack_bytes TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_pack_bytes TO takst_door;


--
-- Name: TABLE evidence_person; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.evidence_person TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_person TO takst_door;


--
-- Name: TABLE evidence_request; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_request TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_request TO takst_door;


--
-- Name: TABLE evidence_request_breach; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_request_breach TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_request_breach TO takst_door;


--
-- Name: TABLE evidence_request_contact; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.evidence_request_contact TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_request_contact TO takst_door;


--
-- Name: TABLE evidence_request_mail; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_request_mail TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_request_mail TO takst_door;


--
-- Name: TABLE evidence_request_state; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_request_state TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_request_state TO takst_door;


--
-- Name: TABLE evidence_total; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.evidence_total TO takst_writer;
GRANT SELECT ON TABLE takst.evidence_total TO takst_door;


--
-- Name: TABLE finance_export; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finance_export TO takst_writer;


--
-- Name: TABLE finance_export_document; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finance_export_document TO takst_writer;
GRANT SELECT ON TABLE takst.finance_export_document TO takst_door;


--
-- Name: TABLE finance_export_file; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finance_export_file TO takst_writer;


--
-- Name: TABLE finance_export_head; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finance_export_head TO takst_writer;
GRANT SELECT ON TABLE takst.finance_export_head TO takst_door;


--
-- Name: TABLE finance_export_part; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finance_export_part TO takst_writer;


--
-- Name: TABLE finding; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finding TO takst_writer;
GRANT SELECT ON TABLE takst.finding TO takst_door;


--
-- Name: TABLE finding_assignment; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finding_assignment TO takst_writer;
GRANT SELECT ON TABLE takst.finding_assignment TO takst_door;


--
-- Name: TABLE finding_observation; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finding_observation TO takst_writer;
GRANT SELECT ON TABLE takst.finding_observation TO takst_door;


--
-- Name: TABLE finding_state; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.finding_state TO takst_writer;
GRANT SELECT ON TABLE takst.finding_state TO takst_door;


--
-- Name: TABLE http_idempotency; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE takst.http_idempotency TO takst_writer;


--
-- Name: TABLE http_idempotency_mark; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE takst.http_idempotency_mark TO takst_writer;


--
-- Name: TABLE imported_file; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.imported_file TO takst_writer;


--
-- Name: TABLE inactive_caller; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.inactive_caller TO takst_writer;
GRANT SELECT ON TABLE takst.inactive_caller TO takst_door;


--
-- Name: TABLE incoming_payment; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.incoming_payment TO takst_writer;
GRANT SELECT ON TABLE takst.incoming_payment TO takst_door;


--
-- Name: TABLE incoming_payment_text; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.incoming_payment_text TO takst_writer;
GRANT SELECT ON TABLE takst.incoming_payment_text TO takst_door;


--
-- Name: TABLE journal_entry; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.journal_entry TO takst_writer;
GRANT SELECT ON TABLE takst.journal_entry TO takst_door;


--
-- Name: TABLE kept_fault; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.kept_fault TO takst_writer;


--
-- Name: TABLE ledger_transaction; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.ledger_transaction TO takst_writer;
GRANT SELECT ON TABLE takst.ledger_transaction TO takst_door;


--
-- Name: TABLE licence_ruling; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.licence_ruling TO takst_writer;
GRANT SELECT ON TABLE takst.licence_ruling TO takst_door;


--
-- Name: TABLE licence_term; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.licence_term TO takst_writer;
GRANT SELECT ON TABLE takst.licence_term TO takst_door;


--
-- Name: TABLE migration; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT ON TABLE takst.migration TO takst_writer;
GRANT SELECT ON TABLE takst.migration TO takst_door;


--
-- Name: TABLE usage_total; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.usage_total TO takst_writer;
GRANT SELECT ON TABLE takst.usage_total TO takst_door;


--
-- Name: TABLE month_total; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT ON TABLE takst.month_total TO takst_writer;


--
-- Name: TABLE order_confirmation; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.order_confirmation TO takst_writer;
GRANT SELECT ON TABLE takst.order_confirmation TO takst_door;


--
-- Name: TABLE order_draft; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.order_draft TO takst_writer;
GRANT SELECT ON TABLE takst.order_draft TO takst_door;


--
-- Name: TABLE order_draft_line; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.order_draft_line TO takst_writer;
GRANT SELECT ON TABLE takst.order_draft_line TO takst_door;


--
-- Name: TABLE order_draft_state; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.order_draft_state TO takst_writer;
GRANT SELECT ON TABLE takst.order_draft_state TO takst_door;


--
-- Name: TABLE outbox_attachment; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.outbox_attachment TO takst_writer;
GRANT SELECT ON TABLE takst.outbox_attachment TO takst_door;


--
-- Name: TABLE outbox_event; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.outbox_event TO takst_writer;
GRANT SELECT ON TABLE takst.outbox_event TO takst_door;


--
-- Name: TABLE outbox_letter; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.outbox_letter TO takst_writer;
GRANT SELECT ON TABLE takst.outbox_letter TO takst_door;


--
-- Name: TABLE outbox_mail; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.outbox_mail TO takst_writer;
GRANT SELECT ON TABLE takst.outbox_mail TO takst_door;


--
-- Name: TABLE outbox_reply; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE takst.outbox_reply TO takst_writer;
GRANT SELECT ON TABLE takst.outbox_reply TO takst_door;


--
-- Name: TABLE payment_match; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.payment_match TO takst_writer;
GRANT SELECT ON TABLE takst.payment_match TO takst_door;


--
-- Name: TABLE payment_refund; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.payment_refund TO takst_writer;
GRANT SELECT ON TABLE takst.payment_refund TO takst_door;


--
-- Name: TABLE payment_refund_undone; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.payment_refund_undone TO takst_writer;
GRANT SELECT ON TABLE takst.payment_refund_undone TO takst_door;


--
-- Name: TABLE payment_unmatch; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.payment_unmatch TO takst_writer;
GRANT SELECT ON TABLE takst.payment_unmatch TO takst_door;


--
-- Name: TABLE payment_movement; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT ON TABLE takst.payment_movement TO takst_writer;
GRANT SELECT ON TABLE takst.payment_movement TO takst_door;


--
-- Name: TABLE payment_text_erased; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.payment_text_erased TO takst_writer;
GRANT SELECT ON TABLE takst.payment_text_erased TO takst_door;


--
-- Name: TABLE posting; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.posting TO takst_writer;
GRANT SELECT ON TABLE takst.posting TO takst_door;


--
-- Name: TABLE quarantine; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.quarantine TO takst_writer;
GRANT SELECT ON TABLE takst.quarantine TO takst_door;


--
-- Name: TABLE quarantine_settled; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.quarantine_settled TO takst_writer;
GRANT SELECT ON TABLE takst.quarantine_settled TO takst_door;


--
-- Name: TABLE rendering; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.rendering TO takst_writer;
GRANT SELECT ON TABLE takst.rendering TO takst_door;


--
-- Name: TABLE reseller; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.reseller TO takst_writer;
GRANT SELECT ON TABLE takst.reseller TO takst_door;


--
-- Name: TABLE run_exception; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.run_exception TO takst_writer;
GRANT SELECT ON TABLE takst.run_exception TO takst_door;


--
-- Name: TABLE seal_begin; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.seal_begin TO takst_writer;


--
-- Name: TABLE sealed_call; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT ON TABLE takst.sealed_call TO takst_writer;
GRANT SELECT ON TABLE takst.sealed_call TO takst_door;


--
-- Name: TABLE sealed_month; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT ON TABLE takst.sealed_month TO takst_writer;
GRANT SELECT ON TABLE takst.sealed_month TO takst_door;


--
-- Name: TABLE series; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT ON TABLE takst.series TO takst_writer;


--
-- Name: COLUMN series.last_number; Type: ACL; Schema: takst; Owner: -
--

GRANT UPDATE(last_number) ON TABLE takst.series TO takst_writer;


--
-- Name: COLUMN series.last_issue_date; Type: ACL; Schema: takst; Owner: -
--

GRANT UPDATE(last_issue_date) ON TABLE takst.series TO takst_writer;


--
-- Name: TABLE signing_key; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.signing_key TO takst_writer;
GRANT SELECT ON TABLE takst.signing_key TO takst_door;


--
-- Name: TABLE signing_key_state; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.signing_key_state TO takst_writer;
GRANT SELECT ON TABLE takst.signing_key_state TO takst_door;


--
-- Name: TABLE stale_mark; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.stale_mark TO takst_writer;
GRANT SELECT ON TABLE takst.stale_mark TO takst_door;


--
-- Name: TABLE taken_number; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.taken_number TO takst_writer;


--
-- Name: TABLE taken_payment; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.taken_payment TO takst_writer;


--
-- PostgreSQL database dump complete
--


