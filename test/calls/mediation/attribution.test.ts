import { describe, expect, it } from 'vitest';
import {
  buildDirectory,
  type DirectoryEmployee,
  directoryOf as seenBy,
} from '../../../src/calls/mediation/directory.ts';
import { mediate } from '../../../src/calls/mediation/mediate.ts';
import { localPlaces } from '../../../src/calls/record/call-time.ts';
import { plainSettings } from '../../../src/calls/sources/settings.ts';
import { instant } from '../../../src/kernel/index.ts';
import { ratingTable, record } from '../samples.ts';

const ms = (text: string) => instant(text).getTime();
const may = ms('2026-05-01T08:00:00Z');
const july = ms('2026-07-01T08:00:00Z');

interface Had {
  readonly of?: string;
  readonly extension?: string;
  readonly number?: string;
  readonly clientNumber?: string;
}
const recorded = (employeeId: string, recordedAt: number, had: Had): DirectoryEmployee => {
  const { of: customerId = 'ACME', extension = '', number = '', clientNumber = '' } = had;
  return { customerId, employeeId, extension, number, clientNumber, recordedAt };
};

function directoryOf(employees: readonly DirectoryEmployee[]) {
  const customer = (customerId: string) => ({
    customerId,
    pricePlan: 'standard',
    billedFrom: undefined,
    resellerIn: () => 'R1',
  });
  const decks = new Map([['standard', { deckId: 7n, table: ratingTable() }]]);
  return buildDirectory([customer('ACME'), customer('OTHER')], employees, decks);
}

/** What becomes of a call from ACME's 201 to a mobile, unless told otherwise. */
function judged(
  employees: readonly DirectoryEmployee[],
  at: string,
  changes: Parameters<typeof record>[0] = {},
) {
  const reading = record({ at, ...changes });
  return mediate(reading, 'new', directoryOf(employees), localPlaces());
}
const inJune = '2026-06-15T10:00:00+02:00';
const inJuly = '2026-07-15T10:00:00+02:00';

describe('an extension that moved from Anna to Bo in July', () => {
  const moved = [
    recorded('anna', may, { extension: '201' }),
    recorded('anna', july, { extension: '203' }),
    recorded('bo', may, { extension: '202' }),
    recorded('bo', july, { extension: '201' }),
  ];

  it.each([
    ['before the register began', '2026-01-10T10:00:00+01:00', 'anna'],
    ['in June', inJune, 'anna'],
    ['a millisecond before the change was recorded', '2026-07-01T07:59:59.999Z', 'anna'],
    ['as the change was recorded', '2026-07-01T08:00:00Z', 'bo'],
    ['in July', inJuly, 'bo'],
  ])('names who had it %s', (_when, at, employeeId) => {
    expect(judged(moved, at)).toMatchObject({ outcome: 'rated', employeeId });
  });

  it('is free to call as long as a colleague has it, and has no rate once nobody has', () => {
    const to202 = { from: '203', to: '202' };
    expect(judged(moved, inJune, to202)).toMatchObject({ outcome: 'free', reason: 'extension' });
    expect(judged(moved, inJuly, to202)).toMatchObject({
      outcome: 'quarantined',
      reason: 'no-rate',
    });
  });

  it('tells a call that goes out from one that comes in by who had it then', () => {
    const left = [
      recorded('anna', may, { extension: '201' }),
      recorded('anna', july, { extension: '203' }),
    ];
    const unsaid = { outgoing: undefined, from: '+4520123456', to: '201' };
    expect(judged(left, inJune, unsaid)).toMatchObject({ outcome: 'free', reason: 'incoming' });
    expect(judged(left, inJuly, unsaid)).toMatchObject({ outcome: 'quarantined' });
  });
});

describe('a direct number that moved from ACME to OTHER in July', () => {
  const number = '+4533112201';
  const moved = [
    recorded('anna', may, { extension: '201', number }),
    recorded('anna', july, { extension: '201' }),
    recorded('ole', july, { of: 'OTHER', extension: '301', number }),
  ];
  const unnamed = { customerId: '', from: number };
  const whose = (at: string) => {
    const call = judged(moved, at, unnamed);
    return 'totals' in call ? [call.totals.customerId, call.employeeId] : [call.outcome];
  };

  it('tells whose a call is by who had it when it began', () => {
    expect(whose(inJune)).toEqual(['ACME', 'anna']);
    expect(whose(inJuly)).toEqual(['OTHER', 'ole']);
    expect(whose('2026-01-10T10:00:00+01:00')).toEqual(['ACME', 'anna']);
  });

  it("is nobody's while two customers have it, and the record waits", () => {
    const shared = moved.filter(
      ({ employeeId, recordedAt }) => employeeId === 'ole' || recordedAt === may,
    );
    const call = judged(shared, inJuly, unnamed);
    expect(call).toMatchObject({ outcome: 'quarantined', reason: 'unknown-customer' });
    expect('detail' in call && call.detail).toContain('was a number of 2 customers');
    expect(judged(shared, inJune, unnamed)).toMatchObject({ employeeId: 'anna' });
  });

  it("is nobody's between two customers", () => {
    const gap = moved.filter(({ employeeId }) => employeeId !== 'ole');
    expect(judged(gap, inJune, unnamed)).toMatchObject({ employeeId: 'anna' });
    expect(judged(gap, inJuly, unnamed)).toMatchObject({ reason: 'unknown-customer' });
  });
});

describe('a person whose other details were recorded again', () => {
  it('goes on with the numbers', () => {
    const same = [
      recorded('anna', may, { extension: '201' }),
      recorded('anna', july, { extension: '201', number: '+4533112201' }),
    ];
    expect(judged(same, inJune)).toMatchObject({ employeeId: 'anna' });
    expect(judged(same, inJuly)).toMatchObject({ employeeId: 'anna' });
  });
});

describe('a call from a stranger that was forwarded outside', () => {
  const numbers = [
    recorded('anna', may, { extension: '201', number: '+4533112201' }),
    recorded('ole', may, { of: 'OTHER', extension: '301', number: '+4533113301' }),
  ];
  const stranger = { customerId: '', from: '+4531415926', forwardedBy: '33112201' };

  it.each([true, undefined])('is the call of who forwarded it (outgoing %s)', (outgoing) => {
    const call = judged(numbers, inJune, { ...stranger, outgoing });
    expect(call).toMatchObject({ outcome: 'rated', outgoing: true, employeeId: undefined });
    expect('totals' in call && call.totals.customerId).toBe('ACME');
  });

  it('is not of whoever else it reached, where the record leaves the direction open', () => {
    const toOther = { ...stranger, outgoing: undefined, to: '+4533113301' };
    const call = judged(numbers, inJune, toOther);
    expect('totals' in call && [call.totals.customerId, call.outgoing]).toEqual(['ACME', true]);
  });

  it('waits where only an extension forwarded it, since many customers have that', () => {
    expect(judged(numbers, inJune, { ...stranger, forwardedBy: '201' })).toMatchObject({
      outcome: 'quarantined',
      reason: 'unknown-customer',
    });
  });

  it('is the call of who made it, where that is a customer too', () => {
    const call = judged(numbers, inJune, { ...stranger, from: '+4533113301' });
    expect('totals' in call && call.totals.customerId).toBe('OTHER');
  });
});

describe('an account code', () => {
  const source = { ...plainSettings, source: 'pbx', format: 'x', accounts: { '4711': 'OTHER' } };
  const directory = seenBy(source, directoryOf([]));
  const byCode = (accountCode: string) =>
    mediate(record({ customerId: '', accountCode }), 'new', directory, localPlaces());

  it.each([
    ['4711', 'OTHER'],
    ['ACME', 'ACME'],
  ])('%s is of %s', (code, customerId) => {
    const call = byCode(code);
    expect('totals' in call && call.totals.customerId).toBe(customerId);
  });

  it.each(['constructor', '__proto__', 'toString'])('%s is nobody’s', (code) => {
    expect(byCode(code)).toMatchObject({
      reason: 'unknown-customer',
      detail: `no customer ${code} is registered`,
    });
  });
});
