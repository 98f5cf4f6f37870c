import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoEnvironment } from '../../src/cli/demo/demo-steps.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { takst as call } from './caller.ts';

let database: TestDatabase;
let folder: string;

const seller = demoEnvironment({ root: '', world: '', data: '', invoices: '', proof: '' });
const takst = (...words: string[]) =>
  call(words, { ...seller, DATABASE_URL: database.url } as Record<string, string>);
const file = (name: string, ...lines: string[]) =>
  writeFile(join(folder, name), `${lines.join('\n')}\n`);

/** Three customers: all in order, no CVR number, and a CVR number with a wrong check digit. */
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'takst-peppol-'));
  await file('resellers.csv', 'reseller_id,name', 'F1,Fjordtele ApS');
  await file(
    'customers.csv',
    'customer_id,reseller_id,name,domain,price_plan,address,postcode,city,cvr,country',
    'K1,F1,Nordnet & Søn ApS,nordnet.example,standard,Havnevej 1,8000,Aarhus C,24256790,DK',
    'K2,F1,Vestnet ApS,vestnet.example,standard,Havnevej 2,8000,Aarhus C,,DK',
    'K3,F1,Sydnet ApS,sydnet.example,standard,Havnevej 3,8000,Aarhus C,24256791,DK',
  );
  const customers = ['K1', 'K2', 'K3'];
  await file(
    'employees.csv',
    'employee_id,customer_id,name,extension',
    ...customers.map((id) => `M${id},${id},Medarbejder ${id},201`),
  );
  await file(
    'declarations.csv',
    'customer_id,employee_id,licence,valid_from,declared_by',
    ...customers.map((id) => `${id},M${id},Business Premium,2026-08-01,Bo`),
  );
  await file(
    'activations.csv',
    'employee_id,activated_at,deactivated_at',
    ...customers.map((id) => `M${id},2026-10-01T08:00:00+02:00,`),
  );
  await takst('migrate');
  await takst('import', folder);
  const billed = await takst('bill', '2026-10');
  expect(billed.err).toBe('');
});

afterAll(async () => {
  await dropDatabase(database);
  await rm(folder, { recursive: true, force: true });
});

describe('documents export --format peppol', () => {
  it('writes what can be sent, names what cannot with its reason, and ends with 3', async () => {
    const to = join(folder, 'xml');
    const { code, out } = await takst('documents', 'export', '--to', to, '--format', 'peppol');
    expect(code).toBe(3);
    expect(out).toBe(
      [
        `2 files in ${to}`,
        '',
        '1 document left out:',
        '  Document 10000002 cannot be peppol: buyer: The buyer is reached by a GLN or a CVR ' +
          'number (PEPPOL R010, R020).',
        '',
        'To look at:',
        '  10000003: buyer.cvr "24256791": The check digit of this CVR number is wrong; look it ' +
          'up in the register (CVR).',
        '',
      ].join('\n'),
    );
    expect((await readdir(to)).sort()).toEqual(['10000001.xml', '10000003.xml']);
    const xml = await readFile(join(to, '10000001.xml'), 'utf8');
    expect(xml).toContain('<cbc:RegistrationName>Nordnet &amp; Søn ApS</cbc:RegistrationName>');
    expect(xml).toContain('filename="10000001.csv"');
    expect(xml).not.toContain('application/pdf');
  });

  it('says the same in JSON', async () => {
    const to = join(folder, 'xml');
    const wanted = ['documents', 'export', '--to', to, '--format', 'peppol', '--json'];
    const { code, out } = await takst(...wanted);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      files: ['10000001.xml', '10000003.xml'],
      refused: [{ code: 'documents.not-renderable', number: 10000002, format: 'peppol' }],
      warnings: [{ number: 10000003, code: 'cvr-check-digit', place: 'buyer.cvr' }],
    });
  });

  it('puts the kept PDF inside when asked to, byte for byte, and keeps the XML', async () => {
    const to = join(folder, 'with-pdf');
    const wanted = ['documents', 'export', '--to', to, '--format', 'peppol,pdf', '--embed-pdf'];
    expect((await takst(...wanted)).code).toBe(3);
    const xml = await readFile(join(to, '10000001.xml'), 'utf8');
    const [, inside = ''] = /mimeCode="application\/pdf"[^>]*>([^<]+)</.exec(xml) ?? [];
    const pdf = await readFile(join(to, '10000001.pdf'));
    expect(Buffer.from(inside, 'base64').equals(pdf)).toBe(true);
    await takst(...wanted);
    expect(await readFile(join(to, '10000001.xml'), 'utf8')).toBe(xml);
  });

  it.each([
    [['--format', 'pdf', '--embed-pdf'], '--embed-pdf goes with --format peppol.'],
    [['--format', 'peppol,peppol-pdf'], 'peppol and peppol-pdf would be files of one name'],
  ])('refuses %j as wrong usage', async (options, sentence) => {
    const { code, err } = await takst('documents', 'export', '--to', folder, ...options);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('documents check', () => {
  const written = () => join(folder, 'xml', '10000001.xml');
  const changed = async (from: string, to: string) => {
    const text = await readFile(written(), 'utf8');
    expect(text).toContain(from);
    const path = join(folder, 'changed.xml');
    await writeFile(path, text.replaceAll(from, to));
    return path;
  };

  it('finds nothing in a file of ours, and ends with 0', async () => {
    const path = written();
    const { code, out } = await takst('documents', 'check', path);
    expect([code, out]).toEqual([0, `${path}: nothing found.\n`]);
  });

  it('ends with 1 and names place, value and rule where an øre of VAT is missing', async () => {
    const vat = '<cbc:TaxAmount currencyID="DKK">7.50</cbc:TaxAmount>';
    const path = await changed(vat, vat.replace('7.50', '7.49'));
    const { code, out } = await takst('documents', 'check', path);
    expect(code).toBe(1);
    expect(out).toContain(
      'error: Invoice/TaxTotal/TaxSubtotal "7.49": VAT is 25 % of the base, once, to the øre ' +
        '(R30, BR-CO-17): 7.50 is right. [vat]\n',
    );
  });

  it('ends with 3 where there are warnings only, in JSON too', async () => {
    const path = await changed('schemeID="0184">24256790<', 'schemeID="0184">24256791<');
    const { code, out } = await takst('documents', 'check', path, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      file: path,
      findings: [{ code: 'cvr-check-digit', severity: 'warning', value: '24256791' }],
    });
  });

  it.each([
    ['not XML at all', 'The file is not well-formed XML'],
    ['<a/>', 'neither an Invoice nor a CreditNote of UBL 2.1'],
    ['<Invoice/>', 'neither an Invoice nor a CreditNote of UBL 2.1'],
  ])('refuses %j', async (text, sentence) => {
    const path = join(folder, 'odd.xml');
    await writeFile(path, text);
    const { code, err } = await takst('documents', 'check', path);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it('refuses a path where there is no file', async () => {
    const { code, err } = await takst('documents', 'check', join(folder, 'none.xml'));
    expect([code, err]).toEqual([1, expect.stringContaining('There is no file or folder')]);
  });
});
