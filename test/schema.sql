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
      using (reseller_id = current_setting('takst.reseller_id', true))$policy$, target);
  execute format('grant select on %s to takst_door', target);
end
$_$;


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
    CONSTRAINT batch_kind_check CHECK ((kind = ANY (ARRAY['master'::text, 'calls'::text, 'rates'::text, 'catalogue'::text, 'retry'::text, 'run'::text, 'close'::text]))),
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
    CONSTRAINT call_outcome_check CHECK ((outcome = ANY (ARRAY['rated'::text, 'free'::text, 'excluded'::text])))
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
    CONSTRAINT customer_billed_from_check CHECK ((EXTRACT(day FROM billed_from) = (1)::numeric)),
    CONSTRAINT customer_hosting_check CHECK ((hosting = ANY (ARRAY['cloud'::text, 'on-premise'::text]))),
    CONSTRAINT customer_payment_terms_days_check CHECK (((payment_terms_days >= 0) AND (payment_terms_days <= 120)))
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
    CONSTRAINT document_adds_up CHECK ((total_ore = (net_ore + vat_ore))),
    CONSTRAINT document_bill_to_check CHECK ((bill_to = ANY (ARRAY['customer'::text, 'reseller'::text]))),
    CONSTRAINT document_body_sha256_check CHECK ((length(body_sha256) = 32)),
    CONSTRAINT document_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit-note'::text])))
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
    cause text NOT NULL COLLATE pg_catalog."C"
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
    body text NOT NULL
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
    CONSTRAINT licence_term_kind_check CHECK ((kind = ANY (ARRAY['plan'::text, 'name'::text, 'sku'::text]))),
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
    entered_at timestamp with time zone NOT NULL
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
    CONSTRAINT quarantine_settled_outcome_check CHECK ((outcome = ANY (ARRAY['rated'::text, 'free'::text, 'excluded'::text])))
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
    CONSTRAINT reseller_payment_terms_days_check CHECK (((payment_terms_days >= 0) AND (payment_terms_days <= 120)))
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
-- Name: batch batch_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.batch
    ADD CONSTRAINT batch_pkey PRIMARY KEY (batch_id);


--
-- Name: billing_run billing_run_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run
    ADD CONSTRAINT billing_run_pkey PRIMARY KEY (run_id);


--
-- Name: billing_run_result billing_run_result_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.billing_run_result
    ADD CONSTRAINT billing_run_result_pkey PRIMARY KEY (run_id);


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
-- Name: call call_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (reseller_id, customer_id, service_month, batch_id, line_no);


--
-- Name: charge charge_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.charge
    ADD CONSTRAINT charge_pkey PRIMARY KEY (reseller_id, customer_id, service_month, kind, key, run_id);


--
-- Name: chart_account chart_account_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.chart_account
    ADD CONSTRAINT chart_account_pkey PRIMARY KEY (account);


--
-- Name: closed_month closed_month_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.closed_month
    ADD CONSTRAINT closed_month_pkey PRIMARY KEY (month);


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
    ADD CONSTRAINT deck_row_pkey PRIMARY KEY (deck_id, row_no);


--
-- Name: declaration declaration_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.declaration
    ADD CONSTRAINT declaration_pkey PRIMARY KEY (reseller_id, customer_id, declaration_id);


--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (reseller_id, number);


--
-- Name: draft_charge draft_charge_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.draft_charge
    ADD CONSTRAINT draft_charge_pkey PRIMARY KEY (reseller_id, run_id, customer_id, service_month, kind, key);


--
-- Name: draft_document draft_document_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.draft_document
    ADD CONSTRAINT draft_document_pkey PRIMARY KEY (reseller_id, run_id, account_id, bill_to);


--
-- Name: employee employee_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.employee
    ADD CONSTRAINT employee_pkey PRIMARY KEY (reseller_id, customer_id, employee_id, version);


--
-- Name: imported_file imported_file_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.imported_file
    ADD CONSTRAINT imported_file_pkey PRIMARY KEY (sha256, kind, batch_id);


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
-- Name: series series_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.series
    ADD CONSTRAINT series_pkey PRIMARY KEY (series);


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
-- Name: usage_total usage_total_pkey; Type: CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.usage_total
    ADD CONSTRAINT usage_total_pkey PRIMARY KEY (reseller_id, customer_id, service_month, destination, deck_id, batch_id);


--
-- Name: activation_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX activation_by_customer ON takst.activation USING btree (customer_id);


--
-- Name: charge_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX charge_by_customer ON takst.charge USING btree (customer_id, service_month);


--
-- Name: charge_by_run; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX charge_by_run ON takst.charge USING btree (run_id);


--
-- Name: credit_proposal_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX credit_proposal_by_customer ON takst.credit_proposal USING btree (customer_id);


--
-- Name: customer_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_by_id ON takst.customer USING btree (customer_id, version);


--
-- Name: customer_home_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_home_by_id ON takst.customer_home USING btree (customer_id);


--
-- Name: customer_order_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX customer_order_by_customer ON takst.customer_order USING btree (customer_id);


--
-- Name: deck_row_by_destination; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX deck_row_by_destination ON takst.deck_row USING btree (deck_id, destination);


--
-- Name: declaration_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX declaration_by_customer ON takst.declaration USING btree (customer_id);


--
-- Name: document_by_account; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_account ON takst.document USING btree (account_id, run_month);


--
-- Name: document_by_month; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_month ON takst.document USING btree (run_month, number);


--
-- Name: document_by_run; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX document_by_run ON takst.document USING btree (run_id);


--
-- Name: employee_by_customer; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX employee_by_customer ON takst.employee USING btree (customer_id);


--
-- Name: employee_by_id; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX employee_by_id ON takst.employee USING btree (employee_id, version);


--
-- Name: imported_file_once; Type: INDEX; Schema: takst; Owner: -
--

CREATE UNIQUE INDEX imported_file_once ON takst.imported_file USING btree (sha256, kind) WHERE (rows_faulty = 0);


--
-- Name: ledger_transaction_by_document; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX ledger_transaction_by_document ON takst.ledger_transaction USING btree (reseller_id, document_number);


--
-- Name: quarantine_by_identity; Type: INDEX; Schema: takst; Owner: -
--

CREATE INDEX quarantine_by_identity ON takst.quarantine USING btree (source, record_id);


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
-- Name: batch append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.batch FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: billing_run append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.billing_run FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: billing_run_result append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.billing_run_result FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


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
-- Name: charge append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.charge FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: chart_account append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.chart_account FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: closed_month append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.closed_month FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: credit_proposal append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.credit_proposal FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: credit_proposal_state append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.credit_proposal_state FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


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
-- Name: employee append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.employee FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: imported_file append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.imported_file FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: kept_fault append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.kept_fault FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: ledger_transaction append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.ledger_transaction FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: licence_term append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.licence_term FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


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
-- Name: stale_mark append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.stale_mark FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


--
-- Name: taken_number append_only; Type: TRIGGER; Schema: takst; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON takst.taken_number FOR EACH STATEMENT EXECUTE FUNCTION takst.refuse_change();


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
-- Name: call_batch call_batch_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.call_batch
    ADD CONSTRAINT call_batch_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


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
-- Name: closed_month closed_month_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.closed_month
    ADD CONSTRAINT closed_month_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


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
-- Name: imported_file imported_file_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.imported_file
    ADD CONSTRAINT imported_file_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: kept_fault kept_fault_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.kept_fault
    ADD CONSTRAINT kept_fault_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


--
-- Name: licence_term licence_term_batch_id_fkey; Type: FK CONSTRAINT; Schema: takst; Owner: -
--

ALTER TABLE ONLY takst.licence_term
    ADD CONSTRAINT licence_term_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES takst.batch(batch_id);


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
-- Name: call; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.call ENABLE ROW LEVEL SECURITY;

--
-- Name: charge; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.charge ENABLE ROW LEVEL SECURITY;

--
-- Name: credit_proposal; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_proposal ENABLE ROW LEVEL SECURITY;

--
-- Name: credit_proposal_state; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.credit_proposal_state ENABLE ROW LEVEL SECURITY;

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
-- Name: activation door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.activation FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: call door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.call FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: charge door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.charge FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: credit_proposal door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.credit_proposal FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: credit_proposal_state door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.credit_proposal_state FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: customer door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.customer FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: customer_home door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.customer_home FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: customer_order door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.customer_order FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: declaration door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.declaration FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: document door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.document FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: employee door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.employee FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: ledger_transaction door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.ledger_transaction FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: posting door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.posting FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: quarantine door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.quarantine FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: quarantine_settled door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.quarantine_settled FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: rendering door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.rendering FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: reseller door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.reseller FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: run_exception door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.run_exception FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: stale_mark door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.stale_mark FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: usage_total door_reads_own; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY door_reads_own ON takst.usage_total FOR SELECT TO takst_door USING ((reseller_id = current_setting('takst.reseller_id'::text, true)));


--
-- Name: employee; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.employee ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_transaction; Type: ROW SECURITY; Schema: takst; Owner: -
--

ALTER TABLE takst.ledger_transaction ENABLE ROW LEVEL SECURITY;

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
-- Name: call writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.call TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: charge writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.charge TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: credit_proposal writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.credit_proposal TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: credit_proposal_state writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.credit_proposal_state TO takst_writer USING (true) WITH CHECK (true);


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
-- Name: employee writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.employee TO takst_writer USING (true) WITH CHECK (true);


--
-- Name: ledger_transaction writer_does_all; Type: POLICY; Schema: takst; Owner: -
--

CREATE POLICY writer_does_all ON takst.ledger_transaction TO takst_writer USING (true) WITH CHECK (true);


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
-- Name: FUNCTION make_call_month(wanted date); Type: ACL; Schema: takst; Owner: -
--

REVOKE ALL ON FUNCTION takst.make_call_month(wanted date) FROM PUBLIC;
GRANT ALL ON FUNCTION takst.make_call_month(wanted date) TO takst_writer;


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
-- Name: TABLE batch; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.batch TO takst_writer;


--
-- Name: TABLE billing_run; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.billing_run TO takst_writer;


--
-- Name: TABLE billing_run_result; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.billing_run_result TO takst_writer;


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
-- Name: TABLE closed_month; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.closed_month TO takst_writer;


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
-- Name: TABLE imported_file; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.imported_file TO takst_writer;


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
-- Name: TABLE stale_mark; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.stale_mark TO takst_writer;
GRANT SELECT ON TABLE takst.stale_mark TO takst_door;


--
-- Name: TABLE taken_number; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.taken_number TO takst_writer;


--
-- Name: TABLE usage_total; Type: ACL; Schema: takst; Owner: -
--

GRANT SELECT,INSERT ON TABLE takst.usage_total TO takst_writer;
GRANT SELECT ON TABLE takst.usage_total TO takst_door;


--
-- PostgreSQL database dump complete
--


