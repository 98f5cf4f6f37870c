/**
 * An importer as one would first write it: csv-parse, one object a row, a Map of prefixes, decimal.js
 * for each price, and inserts of 1,000 rows. It follows the same rules for a file that can be read
 * (R12-R16, R18) and is a yardstick, not a model.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { Decimal } from 'decimal.js';

const ROWS_PER_INSERT = 1_000;
const SHORT_CODE = /^(112|114|118|18\d\d|116\d\d\d)$/;

/** Imports a file of one month in one transaction on a fresh database. */
export async function importRowByRow(client, path, month) {
  const rates = await loadRates(client);
  const customers = await loadCustomers(client);
  await client.query(`select takst.make_call_month('${month}-01')`);
  await client.query('begin');
  let rows = [];
  let line = 1;
  for await (const record of createReadStream(path).pipe(parse({ columns: true }))) {
    line += 1;
    rows.push(mediate(record, line, month, customers, rates));
    if (rows.length === ROWS_PER_INSERT) {
      await insertRows(client, rows);
      rows = [];
    }
  }
  if (rows.length > 0) await insertRows(client, rows);
  await client.query('commit');
}

function mediate(record, line, month, customers, rates) {
  const customer = customers.get(record.customer_id);
  const outgoing = record.direction === 'out';
  const seconds = Number(record.billable_seconds);
  const row = {
    reseller_id: customer.resellerId,
    customer_id: record.customer_id,
    service_month: `${month}-01`,
    batch_id: 1,
    line_no: line,
    source: record.source,
    record_id: record.record_id,
    outgoing,
    from_text: record.from,
    to_text: record.to,
    started_at: new Date(record.started_at).toISOString(),
    billable_seconds: seconds,
    forwarded_by: record.forwarded_by || null,
    employee_id: customer.employees.get(outgoing ? record.from : record.to) ?? null,
    outcome: 'free',
    reason: freeReason(record, customer, outgoing, seconds),
    deck_id: null,
    destination: null,
    billed_seconds: null,
    price_micro: null,
  };
  if (row.reason === '') Object.assign(row, price(record.to, seconds, rates));
  return row;
}

function freeReason(record, customer, outgoing, seconds) {
  if (!outgoing) return 'incoming';
  if (seconds === 0) return 'unanswered';
  if (record.on_net === 'true') return 'on-net';
  if (record.to.startsWith('sip:')) return 'sip-uri';
  if (/[*#]/.test(record.to)) return 'feature-code';
  return !SHORT_CODE.test(record.to) && customer.extensions.has(record.to) ? 'extension' : '';
}

function price(to, seconds, { deckId, bands }) {
  const digits = to.startsWith('00') ? to.slice(2) : to.startsWith('+') ? to.slice(1) : `45${to}`;
  let found;
  for (let length = digits.length; length > 0 && !found; length -= 1) {
    found = bands.get(digits.slice(0, length));
  }
  let total = new Decimal(found[0].setupFee);
  let billed = 0;
  const wanted = Math.max(seconds, found[0].minimumSeconds);
  for (const [index, band] of found.entries()) {
    const start = Math.max(band.fromSecond, billed);
    const end = Math.min(wanted, found[index + 1]?.fromSecond ?? Number.POSITIVE_INFINITY);
    if (end <= start) continue;
    const inBand = Math.ceil((end - start) / band.increment) * band.increment;
    total = total.plus(new Decimal(band.perMinute).times(inBand).div(60));
    billed = start + inBand;
  }
  const { destination } = found[0];
  const price_micro = total.toFixed(0, Decimal.ROUND_HALF_UP);
  return { outcome: 'rated', deck_id: deckId, destination, billed_seconds: billed, price_micro };
}

async function insertRows(client, rows) {
  const identities = await newIdentities(client, rows);
  if (identities.length < rows.length) throw new Error('row by row: a copy, or two that differ');
  const columns = ['source', 'record_id', 'content', 'batch_id'];
  await insert(client, 'takst.call_identity', columns, identities);
  await insert(client, 'takst.call', Object.keys(rows[0]), rows.map(Object.values));
}

/** Those that were not met before (R18); what a copy says would have to be compared with the stored. */
async function newIdentities(client, rows) {
  const met = new Map();
  const { rows: stored } = await client.query(
    `select source, record_id, content from takst.call_identity
     where (source, record_id) in (select * from unnest($1::text[], $2::text[]))`,
    [rows.map((row) => row.source), rows.map((row) => row.record_id)],
  );
  for (const row of stored) met.set(`${row.source}\0${row.record_id}`, row.content);
  const identities = [];
  for (const row of rows) {
    const key = `${row.source}\0${row.record_id}`;
    if (met.has(key)) continue;
    const content = contentOf(row);
    met.set(key, content);
    identities.push([row.source, row.record_id, content, row.batch_id]);
  }
  return identities;
}

function contentOf(row) {
  const values = [
    row.customer_id,
    row.outgoing,
    row.from_text,
    row.to_text,
    row.started_at,
    row.billable_seconds,
    row.forwarded_by,
  ];
  return createHash('sha256').update(values.join('\0')).digest().subarray(0, 16);
}

async function insert(client, table, columns, rows) {
  const width = columns.length;
  const places = rows.map((_, row) => {
    const cells = columns.map((_column, column) => `$${row * width + column + 1}`);
    return `(${cells.join(', ')})`;
  });
  const text = `insert into ${table} (${columns.join(', ')}) values ${places.join(', ')}`;
  await client.query(text, rows.flat());
}

/** Bands by prefix, in order of their first second; the shipped deck has no dated rows. */
async function loadRates(client) {
  const { rows } = await client.query('select * from takst.deck_row order by prefix, from_second');
  const bands = new Map();
  for (const row of rows) {
    const list = bands.get(row.prefix) ?? [];
    bands.set(row.prefix, list);
    list.push({
      destination: row.destination,
      setupFee: row.setup_fee_micro,
      perMinute: row.per_minute_micro,
      increment: row.increment_seconds,
      minimumSeconds: row.minimum_seconds,
      fromSecond: row.from_second,
    });
  }
  return { deckId: rows[0].deck_id, bands };
}

async function loadCustomers(client) {
  const homes = await client.query('select customer_id, reseller_id from takst.customer_home');
  const customers = new Map(
    homes.rows.map((row) => [
      row.customer_id,
      { resellerId: row.reseller_id, employees: new Map(), extensions: new Set() },
    ]),
  );
  const { rows } = await client.query('select * from takst.employee');
  for (const employee of rows) {
    const customer = customers.get(employee.customer_id);
    customer.extensions.add(employee.extension);
    for (const number of [employee.extension, employee.number, employee.client_number]) {
      if (number) customer.employees.set(number, employee.employee_id);
    }
  }
  return customers;
}
