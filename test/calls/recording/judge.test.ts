import { describe, expect, it } from 'vitest';
import { buildDirectory, directoryOf } from '../../../src/calls/mediation/directory.ts';
import type { Reading } from '../../../src/calls/record/call-record.ts';
import { newTally } from '../../../src/calls/record/tally.ts';
import { judgeOf } from '../../../src/calls/recording/judge.ts';
import { plainSettings, type SourceSettings } from '../../../src/calls/sources/settings.ts';
import { instant } from '../../../src/kernel/index.ts';

const now = instant('2026-12-01T08:00:00+01:00');

/** Whose a row is that cannot be read, in a file of a source with this customer. */
function ownerOf(sourceCustomer: string | undefined, recordCustomer: string) {
  const customers = ['ACME', 'OTHER'].map((customerId) => ({
    customerId,
    pricePlan: 'standard',
    billedFrom: undefined,
    resellerIn: () => (customerId === 'ACME' ? 'R1' : 'R2'),
  }));
  const source: SourceSettings | undefined =
    sourceCustomer === undefined
      ? undefined
      : {
          ...{ ...plainSettings, source: 'pbx1', format: 'asterisk-csv' },
          customerId: sourceCustomer,
        };
  const directory = directoryOf(source, buildDirectory(customers, [], new Map()));
  const judge = judgeOf(directory, newTally(), () => undefined, now);
  const reading: Reading = {
    ...{ unreadable: 'row', why: 'the row has 3 cells', source: 'pbx1', recordId: '' },
    ...{ customerId: recordCustomer, seconds: 0 },
  };
  const [waiting] = judge([{ line: 2, raw: 'a,b,c', reading }], [0], new Map());
  return [waiting?.resellerId, waiting?.customerId];
}

describe('a row that cannot be read', () => {
  it('is the customer whose PBX wrote the file, where all of it is one customer', () => {
    expect(ownerOf('ACME', '')).toEqual(['R1', 'ACME']);
  });
  it('is the customer that it names itself, before any other', () => {
    expect(ownerOf('ACME', 'OTHER')).toEqual(['R2', 'OTHER']);
    expect(ownerOf(undefined, 'OTHER')).toEqual(['R2', 'OTHER']);
  });
  it('is nobody’s where nothing tells', () => {
    expect(ownerOf(undefined, '')).toEqual(['', '']);
    expect(ownerOf('', 'NOBODY')).toEqual(['', 'NOBODY']);
  });
});
