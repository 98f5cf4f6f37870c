/**
 * `ledger verify` over a ledger of many postings, against reading the same rows once in the order of
 * their keys and hashing the bytes. The entries go in through the ledger's own door, so the chains
 * are real; they are as long as an invoice's, three postings each.
 */
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to } from 'pg-copy-streams';
import { seconds, timed, whole } from '../measure.mjs';
import {
  findUnsealed,
  inDatabase,
  kernel,
  openChains,
  prepare,
  verifyChains,
} from '../product.mjs';
import { asAdministrator } from '../server.mjs';
import { monthsUpTo, sizes } from '../worlds.mjs';

const RESELLERS = 20;
const POSTINGS_PER_ENTRY = 3;
const ENTRIES_AT_ONCE = 5_000;

export const ledger = {
  name: 'ledger',
  title: 'ledger verify',
  measure: async (bench) => {
    const { postings } = sizes[bench.scale];
    const base = await bench.server.create();
    await inDatabase(base, (database) => fillLedger(bench, database, postings));
    await asAdministrator(base.url, (client) => client.query('vacuum (analyze)'));
    let report;
    const runs = await bench.repeat(3, 'ledger verify, then read and hash', async () => {
      const run = await inDatabase(base, (database) => timed(() => verify(database)));
      const read = await asAdministrator(base.url, (client) => timed(() => readAndHash(client)));
      report = run.result;
      return { ours: run.seconds, its: read.seconds };
    });
    await bench.server.drop(base);
    const note = `${whole(report.postings)} postings, ${whole(report.transactions)} transactions`;
    const [ours, its] = ['ours', 'its'].map((whose) => runs.map((run) => run[whose]));
    return [{ key: 'ledger-verify', ours, its, text: seconds, note }];
  },
};

/** As the command does it: the chains, and the documents against them. */
async function verify(database) {
  return database.transaction(
    'writer',
    async (tx) => {
      const chains = await verifyChains(tx);
      const fault = chains.fault ?? (await findUnsealed(tx))?.why;
      if (fault) throw new Error(`ledger verify: ${fault}`);
      return chains;
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}

async function readAndHash(client) {
  const hash = createHash('sha256');
  const take = () =>
    new Writable({
      write: (chunk, _encoding, done) => {
        hash.update(chunk);
        done();
      },
    });
  const read = (query) => pipeline(client.query(to(`copy (${query}) to stdout`)), take());
  await read('select * from takst.ledger_transaction order by reseller_id, seq');
  await read('select * from takst.posting order by reseller_id, seq, no');
  return hash.digest('hex');
}

async function fillLedger(bench, database, postings) {
  const [month] = monthsUpTo(1);
  await prepare(database, month);
  const entries = Math.ceil(postings / POSTINGS_PER_ENTRY);
  bench.say(`posting ${entries} entries`);
  const resellerIds = Array.from({ length: RESELLERS }, (_, index) => `F${100 + index}`);
  for (let start = 0; start < entries; start += ENTRIES_AT_ONCE) {
    const count = Math.min(ENTRIES_AT_ONCE, entries - start);
    const made = Array.from({ length: count }, (_, index) => entryOf(start + index, month));
    await database.transaction('writer', async (tx) => {
      const { append } = await openChains(tx, resellerIds);
      await append(made);
    });
  }
}

/** An invoice's entry: licences, usage and VAT. */
function entryOf(index, month) {
  const customerId = `K${1000 + (index % 5_000)}`;
  const posting = (credit, kind, amount) => ({
    debit: 'debtors',
    credit,
    amount: BigInt(amount),
    customerId: kind === 'vat' ? '' : customerId,
    serviceMonth: kind === 'vat' ? undefined : month,
    kind,
  });
  const [licences, usage] = [3_000 * (1 + (index % 20)), 100 + ((index * 7_919) % 100_000)];
  return {
    resellerId: `F${100 + (index % RESELLERS)}`,
    accountingDate: kernel.firstDay(kernel.addMonths(month, 1)),
    recordedAt: kernel.endOfMonth(month),
    documentNumber: undefined,
    documentSha256: undefined,
    text: `Entry ${index + 1}`,
    postings: [
      posting('revenue.licence', 'licence', licences),
      posting('revenue.usage', 'usage', usage),
      posting('vat.output', 'vat', Math.round((licences + usage) / 4)),
    ],
  };
}
