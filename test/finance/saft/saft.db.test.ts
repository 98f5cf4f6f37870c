/**
 * SAF-T of a world with two invoices, a payment and a credit note: the order of elements as
 * reference/denmark.md 1.5 tells it, well-formed by xmllint, and balances and sums as the trial
 * balance has them. The schema itself is not at hand.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { validateXML } from 'xmllint-wasm';
import { saftTransaction } from '../../../src/finance/saft/audit-file.ts';
import { localDate, ore } from '../../../src/kernel/index.ts';
import { takst } from '../../cli/caller.ts';
import { seller } from '../../month-world.ts';
import { creditOf, kroner } from '../payments/credit.ts';
import { openPaidWorld, type PaidWorld } from '../payments/world.ts';

let world: PaidWorld;
let folder: string;
let xml: string;

const environment = () => ({
  DATABASE_URL: world.database.url,
  TAKST_SELLER_NAME: 'Fiktiv & Søn <Telefoni> A/S',
  TAKST_SELLER_CVR: seller.cvr,
  TAKST_SELLER_ADDRESS: seller.address,
  TAKST_SELLER_POSTCODE: seller.postcode,
  TAKST_SELLER_CITY: seller.city,
  TAKST_SELLER_COUNTRY: 'DK',
  TAKST_SELLER_EMAIL: seller.email,
  TAKST_SELLER_BANK_REG: seller.bankRegistration,
  TAKST_SELLER_BANK_ACCOUNT: seller.bankAccount,
  TAKST_SELLER_FIK_CREDITOR: seller.fikCreditor,
});
const run = (...words: string[]) =>
  takst(words, environment(), { now: () => new Date('2026-11-23T09:00:00Z') });
const saft = async (from: string, to: string) => {
  const file = join(folder, `saft-${from}.xml`);
  const { code, err } = await run('export', 'saft', '--from', from, '--to', to, '--file', file);
  expect([code, err]).toEqual([0, '']);
  return readFile(file, 'utf8');
};

/** Without a schema, so that it says only whether this is XML. */
const lint = (contents: string) =>
  validateXML({ xml: { fileName: 'saft.xml', contents }, normalization: 'format' });

type Tree = { readonly [name: string]: Tree & string };
const parsed = (text: string): Tree => {
  const { AuditFile } = create(text).end({ format: 'object' }) as unknown as { AuditFile: Tree };
  return Object.fromEntries(Object.entries(AuditFile).filter(([name]) => name !== '@xmlns'));
};
/** What may stand once or several times. */
const list = (tree: unknown): readonly Tree[] =>
  (tree === undefined ? [] : [tree].flat()) as unknown as readonly Tree[];
const øre = (text: string | undefined) => BigInt((text ?? '0.00').replace('.', ''));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takst-saft-'));
  world = await openPaidWorld();
  const bank = join(folder, 'bank.csv');
  await writeFile(bank, 'Dato;Beløb;Tekst;Betalings-id\n25-10-2026;30,00;;000000100000025\n');
  expect((await run('payments', 'import', bank)).code).toBe(0);
  const of = { number: 10000002, resellerId: 'R2', runId: 1n };
  await creditOf(world.database, of, kroner(4), localDate('2026-11-05'));
  xml = await saft('2026-10-01', '2026-12-31');
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('SAF-T', () => {
  it('is well-formed, in the Danish namespace, and says that it is experimental', async () => {
    const { valid, errors } = await lint(xml);
    expect([valid, errors]).toEqual([true, []]);
    expect(xml).toContain('<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:DK">');
    expect(xml.match(/xmlns/g)).toHaveLength(1);
    const { Header } = parsed(xml);
    expect(Header?.AuditFileVersion).toBe('2.1');
    expect(Header?.HeaderComment).toMatch(/^Experimental/);
    expect(xml).toContain('<Name>Fiktiv &amp; Søn &lt;Telefoni&gt; A/S</Name>');
    expect(Header?.Company).toMatchObject({
      CVR: '12345674',
      Address: {
        ...{ StreetName: 'Ravnsøvej 12', City: 'Risskov', PostalCode: '8240', Country: 'DK' },
      },
      BankAccount: { BankAccountNumber: '0001234567', SortCode: '1234' },
    });
    expect(Header?.SelectionCriteria).toMatchObject({
      ...{ SelectionStartDate: '2026-10-01', SelectionEndDate: '2026-12-31' },
    });
  });

  it('has its elements in the order of the schema', () => {
    const file = parsed(xml);
    const order = (tree: Tree | undefined) => Object.keys(tree ?? {});
    expect(order(file)).toEqual(['Header', 'MasterFiles', 'GeneralLedgerEntries']);
    expect(order(file.Header)).toEqual([
      ...['AuditFileVersion', 'AuditFileCountry', 'AuditFileDateCreated', 'SoftwareCompanyName'],
      ...['SoftwareID', 'SoftwareVersion', 'Company', 'DefaultCurrencyCode', 'SelectionCriteria'],
      ...['HeaderComment', 'TaxEntity'],
    ]);
    expect(order(file.MasterFiles)).toEqual(['GeneralLedgerAccounts', 'TaxTable']);
    const entries = file.GeneralLedgerEntries;
    expect(order(entries)).toEqual(['NumberOfEntries', 'TotalDebit', 'TotalCredit', 'Journal']);
    const [journal] = list(entries?.Journal);
    expect(order(journal)).toEqual(['JournalID', 'Description', 'Type', 'Transaction']);
    const [transaction] = list(journal?.Transaction);
    expect(order(transaction)).toEqual([
      ...['TransactionID', 'Period', 'PeriodYear', 'TransactionDate', 'Description'],
      ...['SystemEntryDate', 'GLPostingDate', 'SystemID', 'Line'],
    ]);
    const [, revenue] = list(transaction?.Line);
    expect(order(revenue)).toEqual([
      ...['RecordID', 'AccountID', 'SourceDocumentID', 'Description', 'CreditAmount'],
      'TaxInformation',
    ]);
    expect(revenue).toMatchObject({
      ...{ AccountID: '1010', SourceDocumentID: '10000001' },
      CreditAmount: { Amount: '30.00', CurrencyCode: 'DKK', CurrencyAmount: '30.00' },
      TaxInformation: { TaxType: 'VAT', TaxCode: 'U25' },
    });
  });

  it('has the accounts of the chart, and each line, journal and code refers to one there', () => {
    const { MasterFiles, GeneralLedgerEntries } = parsed(xml);
    const accounts = list(MasterFiles?.GeneralLedgerAccounts?.Account);
    const ids = new Set(accounts.map((it) => it.AccountID));
    expect(ids.size).toBe(accounts.length);
    expect([...new Set(accounts.map((it) => it.AccountType))].sort()).toEqual([
      ...['Asset', 'Liability', 'Sale'],
    ]);
    const journals = list(GeneralLedgerEntries?.Journal);
    expect(journals.map((it) => it.JournalID)).toEqual(['R1', 'R2']);
    const transactions = journals.flatMap((it) => list(it.Transaction));
    expect(new Set(transactions.map((it) => it.TransactionID)).size).toBe(transactions.length);
    expect(GeneralLedgerEntries?.NumberOfEntries).toBe(`${transactions.length}`);
    const lines = transactions.flatMap((it) => list(it.Line));
    expect(lines.every((it) => ids.has(it.AccountID))).toBe(true);
    const codes = lines.flatMap((it) => it.TaxInformation?.TaxCode ?? []);
    expect([...new Set(codes)]).toEqual(['U25']);
  });

  it('comes to the trial balance: each account, and the sums', async () => {
    const { MasterFiles, GeneralLedgerEntries } = parsed(xml);
    const { out } = await run('report', 'trial-balance', '--as-of', '2026-12-31', '--json');
    const trial = JSON.parse(out) as Record<string, string>[];
    const balances = new Map(trial.map((it) => [it.external_account, øre(it.balance)]));
    for (const account of list(MasterFiles?.GeneralLedgerAccounts?.Account)) {
      const closing = øre(account.ClosingDebitBalance) - øre(account.ClosingCreditBalance);
      expect([account.AccountID, closing]).toEqual([
        ...[account.AccountID, balances.get(account.AccountID)],
      ]);
    }
    const lines = list(GeneralLedgerEntries?.Journal)
      .flatMap((it) => list(it.Transaction))
      .flatMap((it) => list(it.Line));
    const side = (name: string) =>
      lines.reduce((sum, it) => sum + øre(it[name]?.Amount as string | undefined), 0n);
    const sums = trial.reduce((sum, it) => sum + øre(it.debit), 0n);
    expect(side('DebitAmount')).toBe(sums);
    expect(side('CreditAmount')).toBe(sums);
    expect(øre(GeneralLedgerEntries?.TotalDebit)).toBe(sums);
    expect(øre(GeneralLedgerEntries?.TotalCredit)).toBe(sums);
  });

  it('of a later period opens where the one before closed', async () => {
    const first = parsed(await saft('2026-10-01', '2026-10-31'));
    const second = parsed(await saft('2026-11-01', '2026-11-30'));
    const of = (file: Tree, which: 'Opening' | 'Closing') =>
      list(file.MasterFiles?.GeneralLedgerAccounts?.Account).map((it) => [
        it.AccountID,
        øre(it[`${which}DebitBalance`]) - øre(it[`${which}CreditBalance`]),
      ]);
    expect(of(second, 'Opening')).toEqual(of(first, 'Closing'));
    const entries = list(second.GeneralLedgerEntries?.Journal).flatMap((it) =>
      list(it.Transaction),
    );
    expect(entries).toMatchObject([{ Period: '11', PeriodYear: '2026' }]);
  });

  it('is the same bytes each time, and needs a period with something in it', async () => {
    expect(await saft('2026-10-01', '2026-12-31')).toBe(xml);
    const file = join(folder, 'none.xml');
    const to = ['--file', file];
    const none = await run('export', 'saft', '--from', '2025-01-01', '--to', '2025-12-31', ...to);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('Nothing was booked')]);
    await expect(readFile(file)).rejects.toThrow(/ENOENT/);
    const wrong = await run('export', 'saft', '--from', '2026-02-01', '--to', '2026-01-31', ...to);
    expect(wrong.code).toBe(2);
  });

  it('carries whatever stands in a text', async () => {
    const text = saftTransaction({
      ...{ resellerId: 'R1', seq: 1n, text: 'a & b &lt; <c> \u0001 "d"', document: undefined },
      ...{ date: localDate('2026-10-01'), recordedOn: localDate('2026-10-01') },
      lines: [{ account: '5600', vatCode: '', amount: ore(-1) }],
    });
    const contents = `<x>${text}</x>`;
    expect((await lint(contents)).valid).toBe(true);
    expect(text).toContain('<Description>a &amp; b &amp;lt; &lt;c&gt; \ufffd "d"</Description>');
  });
});
