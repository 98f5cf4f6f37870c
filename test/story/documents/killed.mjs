// Does one thing that finance does, and kills itself, as SIGKILL from outside would, at one of the
// statements that it sends. Arguments: the folder of the package, the database's address, a JSON object
// with `what` and what that needs, `now`, `at` (the statement's number; 0: never) and `sent` (whether
// the statement still leaves the house). Tells at the end how many statements there were.
import pg from 'pg';

const [, , home, databaseUrl, json] = process.argv;
const { what, ids, number, no, bytes, now, at, sent } = JSON.parse(json);

let statements = 0;
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(...given) {
  statements += 1;
  if (statements !== at) return query.apply(this, given);
  if (sent) query.apply(this, given);
  process.kill(process.pid, 'SIGKILL');
};

const billing = await import(`${home}/dist/billing/index.js`);
const finance = await import(`${home}/dist/finance/index.js`);
const { month } = await import(`${home}/dist/kernel/index.js`);
const { openDatabase } = await import(`${home}/dist/db/index.js`);

const database = await openDatabase({ databaseUrl, dataDir: '', applicationName: 'killed' });
const actor = { now: new Date(now), by: 'test', channel: 'test' };
const common = { reason: 'aftalt', issueDate: undefined };
const payment = { no: BigInt(no ?? 0), reason: common.reason };
const proposalIds = (ids ?? []).map(BigInt);
const debtors = new Map(['acme', 'bolt', 'R1', 'R2'].map((it, no) => [it, `${4200 + no}`]));
const formats = finance.financeFormats.names.map(finance.financeFormatNamed);
const wish = { formats, debtors, settings: { economicJournal: 1 } };

/** Done before is done: the refusal that says so ends the matter. */
const unless = (code) => (error) => {
  if (error.code !== code) throw error;
};
const deeds = {
  release: () =>
    billing
      .releaseCredits(database, { ...common, proposalIds, amount: undefined }, actor)
      .catch(unless('billing.credit-settled')),
  part: () =>
    billing
      .releaseCredits(database, { ...common, proposalIds, amount: 1111n }, actor)
      .catch(unless('billing.credit-settled')),
  reissue: () =>
    billing
      .reissueInvoice(database, { ...common, number }, actor)
      .catch(unless('billing.credit-nothing-left')),
  export: () =>
    finance
      .makeExport(database, { ...wish, month: month('2026-10') }, actor)
      .catch(unless('finance.nothing-new')),
  payments: () =>
    finance.importPayments(
      database,
      { name: 'bank.csv', bytes: Buffer.from(bytes), format: 'bank-csv', columns: new Map() },
      actor,
    ),
  unmatch: () =>
    finance
      .unmatchPayment(database, { ...payment, number: undefined }, actor)
      .catch(unless('finance.undone-already')),
  refund: () =>
    finance
      .refundPayment(database, { ...payment, number: undefined, amount: undefined }, actor)
      .catch(unless('finance.not-overpaid')),
};
await deeds[what]();
await database.close();
process.stdout.write(JSON.stringify({ statements }));
