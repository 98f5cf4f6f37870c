/**
 * The annex of calls by employee (R30): who called what, sums that come to the invoice's lines, and what
 * is said where calls are gone. The deck is half an øre a second to Denmark and two to Norway.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmployeeReader,
  type LineProof,
  listProposals,
  reissueInvoice,
  releaseCredits,
  specifyEmployees,
} from '../../src/billing/index.ts';
import { rerateMonth } from '../../src/calls/index.ts';
import { sql } from '../../src/db/index.ts';
import { loadDocument } from '../../src/documents/index.ts';
import { runRetention } from '../../src/evidence/index.ts';
import { month } from '../../src/kernel/index.ts';
import {
  actorOn,
  call,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../month-world.ts';
import { takst } from './caller.ts';

let world: World;
let folder: string;
beforeEach(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-annex-'));
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const run = (...words: string[]) => takst(words, { DATABASE_URL: world.database.url });
const exportAnnexes = (...options: string[]) =>
  run('documents', 'export', '--to', folder, '--format', 'csv', '--annex', 'employees', ...options);

/** `from` is 201 in month-world; here it is given. */
const from = (extension: string, row: string) => row.replace(/,201$/, `,${extension}`);
const denmark = '+4533001122';
const norway = '+4722334455';

const october = {
  resellers,
  customers: [customer('acme', 'R1')],
  employees: [employee('anna', 'acme', 201), employee('bo', 'acme', 90)],
  calls: [
    call('c1', 'acme', denmark, '2026-10-05T10:00:00+02:00', 7),
    call('c2', 'acme', norway, '2026-10-06T11:00:00+02:00', 7),
    from('90', call('c3', 'acme', denmark, '2026-10-07T12:00:00+02:00', 200)),
    from('+4533445566', call('c4', 'acme', denmark, '2026-10-08T13:00:00+02:00', 400)),
  ],
};

async function billed(): Promise<number> {
  await world.take('2026-11-01', october);
  await world.bill('2026-10', '2026-11-02');
  return (await world.documents())[0]?.number ?? 0;
}

/** Who called how much, in the order of the annex, as `anna 2 14 175000`, and the lines' proofs. */
async function read(number: number) {
  const document = await loadDocument(world.database, number);
  const employees: string[] = [];
  const totals = { calls: 0, seconds: 0, micro: 0n };
  let taken = 0;
  const reader: EmployeeReader = {
    begin: () => undefined,
    take: (calls) => {
      taken += calls.length;
    },
    end: ({ employee: who }, sum) => {
      employees.push(`${who?.employeeId ?? '-'} ${sum.calls} ${sum.seconds} ${sum.micro}`);
      totals.calls += sum.calls;
      totals.seconds += sum.seconds;
      totals.micro += sum.micro;
    },
  };
  const proofs = await specifyEmployees(world.database, document, reader);
  return { employees, totals, taken, proofs, document };
}
const microOf = (proofs: readonly LineProof[]) =>
  proofs.reduce((sum, { microNow, microBefore }) => sum + microNow - microBefore, 0n);

describe('the calls of an invoice by employee', () => {
  it('are each employee once, by extension, and then those that are nobody’s', async () => {
    const { employees } = await read(await billed());
    expect(employees).toEqual(['bo 1 200 1000000', 'anna 2 14 175000', '- 1 400 2000000']);
  });

  it('come to the usage lines of the invoice exactly', async () => {
    const { totals, proofs, document } = await read(await billed());
    expect(totals).toEqual({ calls: 4, seconds: 614, micro: 3_175_000n });
    expect(microOf(proofs)).toBe(totals.micro);
    // 607 s to Denmark are 3.035, 7 s to Norway 0.14; half an øre is rounded up.
    expect(proofs.map(({ line }) => line.amount)).toEqual([304n, 14n]);
    const stated = document.sections.flatMap(({ lines }) => lines).map(({ net }) => net);
    expect(stated).toEqual([304n, 14n]);
  });

  it('show of a correction what was taken back and what stands instead', async () => {
    await billed();
    await world.loadRates(
      '2026-11-03',
      'prefix,destination,per_minute\n45,DK,0.30\n47,Norway,1.80\n',
    );
    const rerate = { month: month('2026-10'), plan: 'standard' };
    await rerateMonth(world.database, rerate, actorOn('2026-11-04'));
    await world.bill('2026-11', '2026-12-01');
    const { taken, totals, proofs } = await read((await world.documents())[1]?.number ?? 0);
    expect(taken).toBe(8);
    // Only Norway costs more: 7 s are 0.21 instead of 0.14.
    expect(totals).toEqual({ calls: 0, seconds: 0, micro: 70_000n });
    expect(microOf(proofs)).toBe(70_000n);
  });

  it('are an error where they do not come to a line', async () => {
    const number = await billed();
    await world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.call_2026_10 disable trigger append_only`.execute(tx.db);
      await sql`update takst.call_2026_10 set price_micro = 34000 where record_id = 'c1'`.execute(
        tx.db,
      );
    });
    const { code, err } = await exportAnnexes();
    expect(code).toBe(1);
    expect(err).toContain('is not what its calls come to');
    expect(await readdir(folder)).toEqual([`${number}.csv`]);
  });
});

describe('documents export --annex employees', () => {
  it('writes a PDF beside each invoice of calls, and tells of it', async () => {
    const number = await billed();
    const { code, out } = await exportAnnexes('--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      files: [`${number}.csv`, `${number}-calls.pdf`],
      erased: [],
    });
    const bytes = await readFile(join(folder, `${number}-calls.pdf`));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.subarray(-6).toString().trim()).toBe('%%EOF');
  });

  it('is written to the same bytes again', async () => {
    const number = await billed();
    const path = join(folder, `${number}-calls.pdf`);
    await exportAnnexes();
    const first = await readFile(path);
    await exportAnnexes();
    expect((await readFile(path)).equals(first)).toBe(true);
  });

  it('says of calls that retention has erased how much they came to, and ends with 3', async () => {
    await world.take('2021-02-01', {
      ...october,
      calls: [call('c1', 'acme', norway, '2021-01-10T10:00:00+01:00', 100)],
    });
    await world.bill('2021-01', '2021-02-02');
    const periods = { evidence: 60, packs: 60, mail: 24, payments: 72, calls: 24 };
    await runRetention(world.database, { periods, dryRun: false }, actorOn('2023-02-02'));
    const { employees, proofs } = await read(10000001);
    expect(employees).toEqual([]);
    expect(proofs).toMatchObject([
      { purged: true, line: { calls: 1, seconds: 100, amount: 200n } },
    ]);
    const { code, out } = await exportAnnexes();
    expect(code).toBe(3);
    expect(out).toContain('Calls were erased by retention, as the annex says (R9): 10000001');
  });

  it('wants --annex for --full-numbers', async () => {
    const { code, err } = await run('documents', 'export', '--to', folder, '--full-numbers');
    expect(code).toBe(2);
    expect(err).toContain('--full-numbers goes with --annex.');
  });
});

describe('documents show --calls of a credit note', () => {
  it('says what it takes back, of which invoice, and where the calls stand', async () => {
    const number = await billed();
    await world.loadRates(
      '2026-11-03',
      'prefix,destination,per_minute\n45,Denmark,0.15\n47,Norway,1.20\n',
    );
    const rerate = { month: month('2026-10'), plan: 'standard' };
    await rerateMonth(world.database, rerate, actorOn('2026-11-04'));
    await world.bill('2026-11', '2026-12-01');
    const open = await world.database.transaction('writer', (tx) => listProposals(tx, true));
    const proposalIds = open.map(({ proposalId }) => proposalId);
    const request = {
      proposalIds,
      reason: 'takst rettet',
      amount: undefined,
      issueDate: undefined,
    };
    await releaseCredits(world.database, request, actorOn('2026-12-02'));
    const { code, out } = await run('documents', 'show', '50000001', '--calls');
    expect(code).toBe(0);
    // 607 s at half the price: 1.5175, rounded 1.52, where 3.04 was billed.
    expect(out).toContain(`it takes back of invoice ${number}:`);
    expect(out).toContain('Line 1, customer acme: Opkald, oktober 2026, 1.52 kr.');
    expect(out).toContain('takst calls list --customer acme --month 2026-10 --corrections');
    expect(out).toContain(`takst documents show ${number} --calls`);
  });

  it('leaves CSV and JSON without calls, and says the same beside them', async () => {
    const number = await billed();
    const request = { number, reason: 'forkert adresse', issueDate: undefined };
    await reissueInvoice(world.database, request, actorOn('2026-11-03'));
    const { code, out, err } = await run('documents', 'show', '50000001', '--calls', '--json');
    expect([code, JSON.parse(out)]).toEqual([0, []]);
    expect(err).toContain(`takes back of invoice ${number}`);
    expect(err).toContain('Opkald til Denmark');
  });
});
