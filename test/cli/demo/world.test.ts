/**
 * The demo's world as files: reproducible, whole, and plausible to those who check numbers. What
 * the import makes of the files is tested where the import is.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorldOptions, WorldSummary } from '../../../src/cli/demo/world/index.ts';
import { demoWorld, writeWorld } from '../../../src/cli/demo/world/index.ts';
import { month, monthOf } from '../../../src/kernel/index.ts';

type Row = Record<string, string>;

const root = mkdtempSync(join(tmpdir(), 'takst-world-'));
const options: WorldOptions = { ...demoWorld, customers: 40, employees: 260, calls: 6_000 };
let world: WorldSummary;
const seen: [number, number][] = [];

beforeAll(async () => {
  world = await writeWorld(join(root, 'a'), options, (done, total) => seen.push([done, total]));
});
afterAll(() => rmSync(root, { recursive: true }));

function read(path: string): Row[] {
  const text = readFileSync(path, 'utf8');
  const delimiter = text.slice(0, text.indexOf('\n')).includes(';') ? ';' : ',';
  return parse(text, { bom: true, columns: true, delimiter });
}

const rows = (kind: string, directory = 'a'): Row[] =>
  options.months.flatMap((name) =>
    readdirSync(join(root, directory, name))
      .filter((file) => file.startsWith(kind))
      .flatMap((file) => read(join(root, directory, name, file))),
  );

const distinct = (of: readonly Row[], column: string) => new Set(of.map((row) => row[column])).size;

function digest(directory: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(directory.length)).update(readFileSync(file));
  return hash.digest('hex');
}

describe('the files of the world', () => {
  it('are the same bytes for the same seed and others for another', async () => {
    await writeWorld(join(root, 'b'), options);
    await writeWorld(join(root, 'c'), { ...options, seed: options.seed + 1 });
    expect(digest(join(root, 'b'))).toBe(digest(join(root, 'a')));
    expect(digest(join(root, 'c'))).not.toBe(digest(join(root, 'a')));
  });

  it('hold as many resellers, customers, employees and calls as asked for', () => {
    expect(rows('resellers')).toHaveLength(3);
    expect(distinct(rows('customers'), 'customer_id')).toBe(40);
    expect(distinct(rows('employees'), 'employee_id')).toBe(260);
    expect(rows('calls')).toHaveLength(6_000);
    expect(world).toMatchObject({ resellers: 3, customers: 40, employees: 260, calls: 6_000 });
  });

  it('hold as many rows as the summary says', () => {
    for (const { directory, files } of world.folders) {
      expect(readdirSync(directory).sort()).toEqual(files.map(({ name }) => name).sort());
      for (const file of files) expect(read(join(directory, file.name))).toHaveLength(file.rows);
    }
  });

  it('count progress up to the last call', () => {
    expect(seen.at(-1)).toEqual([6_000, 6_000]);
    expect(seen.every(([done], i) => i === 0 || done > (seen[i - 1]?.[0] ?? 0))).toBe(true);
  });

  it('refer only to resellers, customers and employees that exist', () => {
    const ids = (kind: string, column: string) => new Set(rows(kind).map((row) => row[column]));
    const [resellers, customers] = [
      ids('resellers', 'reseller_id'),
      ids('customers', 'customer_id'),
    ];
    const home = new Map(rows('employees').map((row) => [row.employee_id, row.customer_id]));
    expect(rows('customers').every((row) => resellers.has(row.reseller_id))).toBe(true);
    expect([...home.values()].every((id) => customers.has(id))).toBe(true);
    for (const row of [...rows('orders'), ...rows('declarations')]) {
      if (row.employee_id) expect(home.get(row.employee_id)).toBe(row.customer_id);
      else expect(customers).toContain(row.customer_id);
    }
    expect(rows('activations').every((row) => home.has(row.employee_id))).toBe(true);
    const strangers = rows('calls').filter((row) => !customers.has(row.customer_id));
    expect(strangers.map((row) => row.customer_id)).toEqual(['K0001']);
  });

  it('give every call an identity of its own, but for those repeated on purpose', () => {
    const calls = rows('calls');
    const identities = new Set(calls.map((row) => `${row.source} ${row.record_id}`));
    const repeated = world.cases.filter(
      ({ rule, outcome }) => rule === 'R18' && outcome !== 'rated',
    );
    expect(repeated).toHaveLength(5);
    expect(calls.length - identities.size).toBe(5);
  });

  it('declare nothing twice for the same customer, employee and date in one file (R6)', () => {
    for (const { directory, files } of world.folders) {
      if (!files.some(({ name }) => name === 'declarations.csv')) continue;
      const keys = read(join(directory, 'declarations.csv')).map(
        (row) => `${row.customer_id} ${row.employee_id} ${row.valid_from}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('end every activation after its start', () => {
    const closed = rows('activations').filter((row) => row.deactivated_at);
    expect(closed.length).toBeGreaterThan(0);
    for (const row of closed) {
      expect(Date.parse(row.deactivated_at!)).toBeGreaterThan(Date.parse(row.activated_at!));
    }
  });

  it('let the bulk of the calls begin in the month that the file is named after', () => {
    const named = new Set(world.cases.map(({ call }) => call?.recordId));
    for (const { directory, month: name, calls } of world.folders) {
      const bulk = read(join(directory, `calls-${name}.csv`)).filter(
        (row) => !named.has(row.record_id ?? ''),
      );
      expect(bulk.length).toBeGreaterThan(calls - 100);
      for (const row of bulk) expect(monthOf(new Date(row.started_at!))).toBe(name);
    }
  });
});

describe('numbers and names in the world', () => {
  it('have CVR check digits by modulus 11, each number once', () => {
    const cvrs = [...rows('resellers'), ...read(join(root, 'a', '2026-09', 'customers.csv'))]
      .map((row) => row.cvr!)
      .filter(Boolean);
    // The whole number, check digit included, weighs to a multiple of 11.
    const weighed = (cvr: string) =>
      [2, 7, 6, 5, 4, 3, 2, 1].reduce((sum, w, i) => sum + w * Number(cvr[i]), 0);
    expect(weighed('13748136') % 11).toBe(0);
    for (const cvr of cvrs) {
      expect(cvr).toMatch(/^[1-9]\d{7}$/);
      expect(weighed(cvr) % 11).toBe(0);
    }
    expect(new Set(cvrs).size).toBe(cvrs.length);
  });

  it('have GLN check digits by modulus 10', () => {
    const glns = [...rows('resellers'), ...rows('customers')]
      .map((row) => row.gln!)
      .filter(Boolean);
    expect(glns.length).toBeGreaterThan(0);
    const weighed = (gln: string) =>
      [...gln].reduce((sum, digit, i) => sum + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
    expect(weighed('1548079098355') % 10).toBe(0);
    for (const gln of glns) {
      expect(gln).toMatch(/^57\d{11}$/);
      expect(weighed(gln) % 10).toBe(0);
    }
  });

  it('keep domains below .example, each of one customer', () => {
    const customers = read(join(root, 'a', '2026-09', 'customers.csv'));
    expect(customers.every((row) => /^[a-z0-9-]+\.example$/.test(row.domain!))).toBe(true);
    expect(distinct(customers, 'domain')).toBe(customers.length);
    expect(distinct(customers, 'name')).toBe(customers.length);
  });

  it('keep extensions of 3 or 4 digits apart within a customer and away from short codes', () => {
    const employees = rows('employees');
    const shortCode = /^(112|114|118|18\d\d|116\d*)$/;
    for (const row of employees) {
      expect(row.extension).toMatch(/^\d{3,4}$/);
      expect(row.extension).not.toMatch(shortCode);
      expect(row.number).toMatch(/^[2-9]\d{7}$/);
    }
    const keys = new Map(
      employees.map((row) => [`${row.customer_id} ${row.extension}`, row.employee_id]),
    );
    expect(keys.size).toBe(260);
    for (const column of ['upn', 'number', 'client_number']) {
      expect(distinct(employees, column)).toBe(260);
    }
  });

  it('hold Danish letters in names of people, companies and places', () => {
    const text = [...rows('customers'), ...rows('employees')].map((row) => row.name).join(' ');
    for (const letter of ['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']) expect(text).toContain(letter);
  });
});

describe('a world without awkward cases', () => {
  it('has none, of any number of months, in commas only', async () => {
    const months = ['2026-12', '2027-01', '2027-02', '2027-03'].map(month);
    const plain = await writeWorld(join(root, 'd'), {
      ...options,
      months,
      awkward: false,
      calls: 1_001,
    });
    expect(plain.cases).toEqual([]);
    expect(plain.faulty).toBeUndefined();
    expect(plain.folders.map((folder) => folder.month)).toEqual(months);
    expect(plain.folders.reduce((sum, { calls }) => sum + calls, 0)).toBe(1_001);
    expect(readdirSync(join(root, 'd')).sort()).toEqual(months);
  });
});
