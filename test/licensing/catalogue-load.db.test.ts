/**
 * The catalogue as it is loaded from `rates/` (R2): only added to, once, and marked as stale (R9).
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/kernel/index.ts';
import { loadCatalogue, loadCatalogueFile, ruleLicences } from '../../src/licensing/index.ts';
import { actorAt, base, type Office, openOffice, shippedCatalogueFile } from '../intake/office.ts';
import { dropDatabase } from '../support/database.ts';
import { shipped } from './samples.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(async () => {
  await dropDatabase(office.database);
});

const head =
  'kind,plan,name,sku_part_number,sku_guid,class,monthly_price,valid_from,valid_to,source\n';
async function load(rows: string) {
  const path = join(await mkdtemp(join(tmpdir(), 'takst-rates-')), 'licences-2027-01.csv');
  await writeFile(path, head + rows);
  return loadCatalogueFile(office.database, path, actorAt('2026-12-10T09:00:00+01:00'));
}
const priceOn = async (licence: string, date: string, upTo?: bigint) => {
  const catalogue = await office.read((tx) => loadCatalogue(tx, { upTo }));
  return catalogue.find(licence, localDate(date))?.monthlyPrice;
};

describe('the licence catalogue', () => {
  it('says after loading what its file says', async () => {
    const catalogue = await office.read((tx) => loadCatalogue(tx));
    const on = localDate('2026-10-01');
    const plans = (of: typeof catalogue) =>
      of.plans(on).map((p) => [p.name, p.class, p.monthlyPrice]);
    expect(plans(catalogue)).toEqual(plans(shipped.catalogue));
    expect(catalogue.find('18181a46-0d4e-45cd-891e-60aabd171b4e', on)?.name).toBe('Enterprise E1');
  });

  it('is not loaded again from the same bytes, and says when it was', async () => {
    const again = await loadCatalogueFile(
      office.database,
      shippedCatalogueFile,
      actorAt('2026-02-01T09:00:00Z'),
    );
    expect(again).toMatchObject({ outcome: 'unchanged', added: 0 });
    expect(again.alreadyLoadedAt?.toISOString()).toBe('2026-01-02T07:00:00.000Z');
  });

  it('takes a new price from its day on and marks every customer from then on', async () => {
    await office.take(base);
    const report = await load(
      'plan,Enterprise E1,,,,Business,32.50,2027-01-01,,Price list of 2027\n',
    );
    expect(report).toMatchObject({ outcome: 'loaded', added: 1, rowsRead: 1 });
    expect(await priceOn('Enterprise E1', '2026-12-31')).toBe(3000n);
    expect(await priceOn('Enterprise E1', '2027-01-01')).toBe(3250n);
    expect(
      await office.rows(
        `select customer_id, from_month::text, coalesce(to_month::text, 'open'), cause
          from takst.stale_mark order by 1`,
      ),
    ).toEqual([
      'K1 2027-01-01 open licence catalogue from 2027-01-01',
      'K2 2027-01-01 open licence catalogue from 2027-01-01',
    ]);
  });

  it('is read as it was known at a cut-off', async () => {
    const [last] = await office.rows('select max(batch_id)::text from takst.batch');
    await load('plan,Enterprise E1,,,,Business,32.50,2027-01-01,,Price list of 2027\n');
    expect(await priceOn('Enterprise E1', '2027-01-01', BigInt(last!))).toBe(3000n);
  });

  it('sets an end on a row by loading the row again with it', async () => {
    const row = 'name,K1,Enterprise K1,,,,,2017-01-01';
    const report = await load(`${row},2027-01-01,Earlier name of Office 365 F1\n`);
    expect(report.outcome).toBe('loaded');
    expect(await priceOn('Enterprise K1', '2026-12-31')).toBe(3000n);
    expect(await priceOn('Enterprise K1', '2027-01-01')).toBeUndefined();
    const catalogue = await office.read((tx) => loadCatalogue(tx));
    expect(catalogue.plans(localDate('2027-01-01'))).toHaveLength(13);
  });

  it('refuses a file of which a row contradicts what is loaded, and changes nothing', async () => {
    const before = await office.size();
    const report = await load(
      'name,Enterprise E3,Office 365 Enterprise E1,,,,,2020-01-01,,A slip\n',
    );
    expect(report.outcome).toBe('refused');
    expect(report.faults).toMatchObject([
      { code: 'catalogue.contradiction', line: 2, column: 'name' },
    ]);
    expect(await office.size()).toEqual(before);
  });

  it('refuses a file that sets two prices of a plan from one day', async () => {
    const price = (kroner: string) =>
      `plan,Enterprise E1,,,,Business,${kroner},2027-01-01,,Price list of 2027\n`;
    expect(await load(price('32.50') + price('33.50'))).toMatchObject({
      outcome: 'refused',
      faults: [{ code: 'catalogue.contradiction', line: 3 }],
    });
  });

  it('refuses a file with a fault, naming its line', async () => {
    const report = await load('plan,Enterprise E9,,,,Business,thirty,2027-01-01,,Nowhere\n');
    expect(report.faults.map(({ code, line }) => [code, line])).toEqual([
      ['catalogue.monthly-price', 2],
    ]);
  });
});

describe('proposals', () => {
  const row = (name: string, kind: string) =>
    `proposal,,${name},SPB,cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46,${kind},,2020-04-21,,Made up\n`;
  const marks = () => office.rows('select customer_id from takst.stale_mark order by 1');

  it('are loaded like any row, say after it what the file says, and mark nobody', async () => {
    await office.take(base);
    expect(await load(row('Suite', 'Business'))).toMatchObject({ outcome: 'loaded', added: 1 });
    const catalogue = await office.read((tx) => loadCatalogue(tx));
    const on = localDate('2026-12-10');
    expect(catalogue.find('Suite', on)).toBeUndefined();
    expect(catalogue.known('suite', on)).toMatchObject([
      { partNumber: 'SPB', name: 'Suite', proposed: 'Business', source: 'Made up' },
    ]);
    expect(await marks()).toEqual([]);
  });

  it('are loaded again where another class is proposed, and then propose that', async () => {
    await load(row('Suite', 'Business'));
    expect(await load(row('Suite', ''))).toMatchObject({ outcome: 'loaded', added: 1 });
    expect(await load(`${row('Suite', '')}\n`)).toMatchObject({ outcome: 'unchanged', added: 0 });
    const catalogue = await office.read((tx) => loadCatalogue(tx));
    expect(catalogue.known('SPB', localDate('2026-12-10'))).toMatchObject([
      { proposed: undefined },
    ]);
  });

  it('mark every customer where they give another name to a SKU that was ruled on', async () => {
    await office.take(base);
    await load(row('Suite', 'Business'));
    const request = { licences: ['SPB'], class: 'Business', reason: 'As the others' } as const;
    const how = { asPlan: undefined, validFrom: undefined, ruledBy: 'Birgit' };
    await ruleLicences(
      office.database,
      { ...request, ...how },
      actorAt('2026-12-11T09:00:00+01:00'),
      { record: true },
    );
    expect(await marks()).toEqual([]);
    await load(row('Kontorpakke', 'Business'));
    expect(await marks()).toEqual(['K1', 'K2']);
    expect(await priceOn('Kontorpakke', '2026-12-10')).toBe(3000n);
  });

  it('are sealed in the journal with the file that they came from', async () => {
    await load(row('Suite', 'Business'));
    const sealed = await office.rows(
      "select reseller_id, content from takst.journal_entry where kind = 'catalogue' order by seq",
    );
    expect(sealed).toEqual([
      expect.stringMatching(
        /^ \{"file":"licences-2026-01\.csv","sha256":"[0-9a-f]{64}","added":54\}$/,
      ),
      expect.stringMatching(
        /^ \{"file":"licences-2027-01\.csv","sha256":"[0-9a-f]{64}","added":1\}$/,
      ),
    ]);
  });
});
