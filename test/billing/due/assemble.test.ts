import { describe, expect, it } from 'vitest';
import {
  assembleDraft,
  type DraftInput,
  type SectionInput,
} from '../../../src/billing/due/assemble.ts';
import type { Difference } from '../../../src/billing/due/difference.ts';
import { monthFacts } from '../../../src/billing/due/facts.ts';
import { type Interval, type Month, ore, sumMoney } from '../../../src/kernel/index.ts';
import type { Declaration } from '../../../src/licensing/index.ts';
import { declare, declareForAll } from '../../licensing/samples.ts';
import {
  always,
  buyer,
  differenceOf,
  employeeOf,
  factsOf,
  issueDate,
  october,
  seller,
  september,
} from '../samples.ts';

interface People {
  readonly declarations: readonly Declaration[];
  readonly active?: readonly string[];
  readonly activations?: Readonly<Record<string, readonly Interval[]>>;
  readonly months?: readonly Month[];
  readonly invoiced?: readonly Difference[];
}

function sectionOf(customerId: string, people: People): SectionInput {
  const { declarations, active = [], months = [october], invoiced = [] } = people;
  const activations =
    people.activations ?? Object.fromEntries(active.map((id) => [id, always] as const));
  const facts = factsOf({ declarations, activations });
  return {
    customerId,
    customerName: `Kunde ${customerId}`,
    months: months.map((month) => monthFacts(facts, month)),
    invoiced,
  };
}

function draftOf(sections: readonly SectionInput[], other: Partial<DraftInput> = {}) {
  return assembleDraft({
    runMonth: october,
    issueDate,
    language: 'da',
    seller,
    buyer,
    termsDays: 14,
    sections,
    first: true,
    prices: () => undefined,
    costs: [],
    ...other,
  });
}
const linesOf = (...parameters: Parameters<typeof draftOf>) =>
  draftOf(...parameters)?.document.sections.flatMap((section) => section.lines) ?? [];
const calls = (amount: bigint, destination: string, other: Partial<Difference> = {}) =>
  differenceOf(amount, { kind: 'usage', key: destination, group: destination, ...other });

describe('which account gets a document (R25)', () => {
  const enterprise = { declarations: [declareForAll('2026-01-01', 'Enterprise E3')] };
  const idle = sectionOf('acme', enterprise);
  const active = sectionOf('acme', { ...enterprise, active: ['anna'] });

  it('is one with an active employee, although it owes 0 kr', () => {
    expect(draftOf([active])?.document.total).toBe(0n);
  });

  it('is not one with an active employee that has its document of the month already', () => {
    expect(draftOf([active], { first: false })).toBeUndefined();
  });

  it('is not one without anybody active and without a difference', () => {
    expect(draftOf([idle])).toBeUndefined();
  });

  it('is any with a positive difference, also a second time in the month', () => {
    const late = sectionOf('acme', { ...enterprise, invoiced: [calls(100n, 'Denmark')] });
    expect(draftOf([late])?.document.net).toBe(100n);
    expect(draftOf([late], { first: false })?.document.net).toBe(100n);
  });

  it('is one whose only active employee is not settled yet, with nothing to pay (R5)', () => {
    const pending = sectionOf('acme', { declarations: [], active: ['anna'] });
    expect(draftOf([pending])?.document).toMatchObject({ total: 0n, dueDate: undefined });
  });
});

describe('the lines of a document (R30)', () => {
  const declarations = [
    declareForAll('2026-01-01', 'Business Premium'),
    declare('2026-01-01', 'Enterprise E5', { employeeId: employeeOf('eva').employeeId }),
  ];

  it('are one for all Business employees of a customer and month, and one of 0 kr for Enterprise', () => {
    const invoiced = ['anna', 'bo', 'carl'].map((key) => differenceOf(3000n, { key }));
    const active = ['anna', 'bo', 'carl', 'eva'];
    const lines = linesOf([sectionOf('acme', { declarations, active, invoiced })]);
    expect(lines).toMatchObject([
      { no: 1, kind: 'licence', serviceMonth: october, net: 9000n, unitPrice: 9000n, quantity: 1 },
      { no: 2, kind: 'licence', serviceMonth: october, net: 0n, unitPrice: 0n, quantity: 1 },
    ]);
    expect(lines.map((line) => line.text)).toEqual([
      'Skype for Business-integration, Business, oktober 2026, 3 medarbejdere',
      'Skype for Business-integration, Enterprise, oktober 2026, 1 medarbejder ' +
        '(inkluderet i PBX-prisen)',
    ]);
    expect(new Set(lines.map((line) => line.unit))).toEqual(new Set(['C62']));
  });

  it('state the 0 kr of Enterprise on the first document of the month alone', () => {
    const invoiced = [calls(100n, 'Denmark')];
    const section = sectionOf('acme', { declarations, active: ['eva'], invoiced });
    expect(linesOf([section]).map((line) => line.kind)).toEqual(['licence', 'usage']);
    expect(linesOf([section], { first: false }).map((line) => line.kind)).toEqual(['usage']);
  });

  it('are one for each customer, month and destination, with calls and seconds beside it', () => {
    const invoiced = [
      calls(1234n, 'Denmark', { calls: 7, seconds: 421 }),
      calls(55n, 'Denmark', { serviceMonth: september, calls: 1, seconds: 30 }),
      calls(900n, 'Norway', { calls: 2, seconds: 60 }),
    ];
    const lines = linesOf([sectionOf('acme', { declarations, invoiced })]);
    expect(lines.map((l) => [l.serviceMonth, l.usage?.destination, l.net, l.usage?.calls])).toEqual(
      [
        [october, 'Denmark', 1234n, 7],
        [october, 'Norway', 900n, 2],
        [september, 'Denmark', 55n, 1],
      ],
    );
    expect(lines.map((line) => line.no)).toEqual([1, 2, 3]);
  });

  it('show what the deck asks beside a line of calls', () => {
    const prices = { perMinute: ['0.1', '0.2'], setupFee: ['0', '0.25'] } as const;
    const section = sectionOf('acme', { declarations, invoiced: [calls(100n, 'Denmark')] });
    expect(linesOf([section], { prices: () => prices })[0]?.usage).toMatchObject(prices);
  });

  it('take back with quantity -1, since a price is never negative (BR-27)', () => {
    const invoiced = [calls(1300n, 'Danmark'), calls(-1234n, 'Denmark', { calls: -7 })];
    const draft = draftOf([sectionOf('acme', { declarations, invoiced })]);
    expect(draft?.document.sections[0]?.lines).toMatchObject([
      { quantity: 1, unitPrice: 1300n, net: 1300n },
      { quantity: -1, unitPrice: 1234n, net: -1234n },
    ]);
    expect(draft?.document.net).toBe(66n);
  });

  it('name the cause of a correction and not of the month itself (R9)', () => {
    const cause = 'indberetning 12: Aktiv den 2026-09-03';
    const invoiced = [
      differenceOf(3000n, { serviceMonth: september, cause }),
      differenceOf(3000n, { cause: 'indberetning 12: Aktiv den 2026-10-01' }),
    ];
    const lines = linesOf([
      sectionOf('acme', { declarations, active: ['anna'], months: [september, october], invoiced }),
    ]);
    expect(lines.map((line) => [line.serviceMonth, line.cause])).toEqual([
      [october, undefined],
      [september, cause],
    ]);
  });

  it('name three distinct causes and count the others', () => {
    const causes = ['a', 'b', 'a', 'c', 'd', 'e'];
    const invoiced = causes.map((cause, index) =>
      differenceOf(3000n, { serviceMonth: september, key: `m${index}`, cause }),
    );
    const [line] = linesOf([sectionOf('acme', { declarations, invoiced })]);
    expect(line?.cause).toBe('a; b; c (+2)');
  });
});

describe("a document's totals", () => {
  const declarations = [declareForAll('2026-01-01', 'Enterprise E3')];
  const withLines = (...amounts: readonly bigint[]) =>
    draftOf([
      sectionOf('acme', {
        declarations,
        invoiced: amounts.map((amount, i) => calls(amount, `Destination ${i}`)),
      }),
    ])?.document;

  // denmark.md 1.3: VAT once on the sum, half away from zero.
  it.each([
    ['3 lines of 0.10', [10n, 10n, 10n], 30n, 8n],
    ['3 lines of 0.30', [30n, 30n, 30n], 90n, 23n],
    ['2 lines of 0.02', [2n, 2n], 4n, 1n],
    ['1 line of 30.00', [3000n], 3000n, 750n],
  ])('of %s carry VAT once on the sum', (_lines, amounts, net, vat) => {
    expect(withLines(...amounts)).toMatchObject({
      net,
      vat,
      total: net + vat,
      vatSubtotals: [{ category: 'S', rate: 25, net, vat }],
    });
  });

  it.each([
    ['2026-11-02', 14, '2026-11-16'],
    ['2026-11-02', 12, '2026-11-16'],
    ['2026-12-10', 14, '2026-12-28'],
  ] as const)('issued %s with %i days fall due on the bank day %s (R33)', (issued, days, due) => {
    const section = sectionOf('acme', { declarations, invoiced: [calls(100n, 'Denmark')] });
    const input = { issueDate: issued as typeof issueDate, termsDays: days };
    expect(draftOf([section], input)?.document.dueDate).toBe(due);
  });

  it('of 0 have no due date (R30)', () => {
    const section = sectionOf('acme', { declarations, active: ['anna'] });
    expect(draftOf([section])?.document).toMatchObject({
      net: 0n,
      vat: 0n,
      total: 0n,
      dueDate: undefined,
    });
  });

  it('are the sums of its sections, one for each customer of a reseller (R29)', () => {
    const document = draftOf([
      sectionOf('acme', { declarations, invoiced: [calls(101n, 'Denmark')] }),
      sectionOf('bolt', { declarations, invoiced: [calls(200n, 'Denmark')] }),
      sectionOf('idle', { declarations }),
    ])?.document;
    expect(document?.sections.map((s) => [s.customerId, s.net])).toEqual([
      ['acme', 101n],
      ['bolt', 200n],
    ]);
    expect(document?.net).toBe(sumMoney(document?.sections ?? [], (section) => section.net));
    expect(document?.sections.flatMap((s) => s.lines.map((line) => line.no))).toEqual([1, 2]);
  });
});

describe('the employees on a document (R30)', () => {
  const id = (name: string) => ({ employeeId: employeeOf(name).employeeId });
  const declarations = [
    declare('2026-01-01', 'Business Premium', id('anna')),
    declare('2026-01-01', 'Enterprise E3', id('bo')),
    declare('2026-01-01', 'Power Nonsense', id('carl')),
    declare('2026-01-01', 'none', id('dan')),
  ];

  it('stand with licence, class and 0 kr, 30 kr or nothing while it is not settled', () => {
    const active = ['anna', 'bo', 'carl', 'dan', 'eva'];
    const rows = draftOf([sectionOf('acme', { declarations, active })])?.document.sections[0]
      ?.employees;
    expect(rows?.map((r) => [r.employeeId, r.licence, r.class, r.amount])).toEqual([
      ['anna', 'Business Premium', 'Business', 3000n],
      ['bo', 'Enterprise E3', 'Enterprise', 0n],
      ['carl', 'Power Nonsense', 'UNKNOWN', undefined],
      ['dan', 'none', 'NONE', undefined],
      ['eva', '', 'NONE', undefined],
    ]);
  });

  it('leave out whoever was not active in the month', () => {
    const ended = { start: always[0]?.start as Date, end: new Date('2026-09-30T22:00:00Z') };
    const activations = { anna: always, bo: [ended] };
    const document = draftOf([sectionOf('acme', { declarations, activations })])?.document;
    expect(document?.sections[0]?.employees.map((row) => row.employeeId)).toEqual(['anna']);
  });

  it('of an earlier month are those whose amount is corrected, and no others', () => {
    const invoiced = [differenceOf(3000n, { serviceMonth: september, key: 'anna' })];
    const people = { declarations, active: ['anna', 'bo'], months: [september, october], invoiced };
    const rows = draftOf([sectionOf('acme', people)])?.document.sections[0]?.employees;
    expect(rows?.map((row) => [row.serviceMonth, row.employeeId, row.amount])).toEqual([
      [october, 'anna', 3000n],
      [october, 'bo', 0n],
      [september, 'anna', 3000n],
    ]);
  });
});

describe('the charges of a draft', () => {
  it('are its differences, each with the number of the line that it is part of', () => {
    const declarations = [declareForAll('2026-01-01', 'Business Premium')];
    const invoiced = [
      calls(100n, 'Denmark'),
      differenceOf(3000n, { key: 'anna' }),
      differenceOf(3000n, { key: 'bo' }),
    ];
    const draft = draftOf([sectionOf('acme', { declarations, active: ['anna', 'bo'], invoiced })]);
    expect(draft?.charges.map((charge) => [charge.key, charge.lineNo, charge.amount])).toEqual([
      ['anna', 1, 3000n],
      ['bo', 1, 3000n],
      ['Denmark', 2, 100n],
    ]);
    expect(sumMoney(draft?.charges ?? [], (charge) => charge.amount)).toBe(draft?.document.net);
    expect(draft?.document.net).toBe(ore(6100n));
  });
});
