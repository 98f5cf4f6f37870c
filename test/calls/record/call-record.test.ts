import { describe, expect, it } from 'vitest';
import { dialledKey } from '../../../src/calls/record/call-record.ts';
import { contentOf } from '../../../src/calls/record/content.ts';
import { record } from '../samples.ts';

const same = (changes: Parameters<typeof record>[0]) =>
  contentOf(record(changes)) === contentOf(record());

describe('the content of a record (R18)', () => {
  it.each([
    [{ to: '+45 20 12 34 56' }],
    [{ to: '004520123456' }],
    [{ from: ' 201 ' }],
    [{ at: '2026-11-10T09:00:00Z' }],
  ])('%o is only another spelling', (changes) => expect(same(changes)).toBe(true));

  it.each([
    [{ customerId: 'OTHER' }],
    [{ outgoing: false }],
    [{ from: '202' }],
    [{ to: '20123457' }],
    [{ at: '2026-11-10T10:00:01+01:00' }],
    [{ at: '2026-11-10T10:00:00.001+01:00' }],
    [{ seconds: 62 }],
    [{ forwardedBy: '201' }],
    [{ onNet: true }],
    [{ notBilled: 'second-leg' }],
    [{ from: '20', to: '120123456' }],
  ])('%o says something else', (changes) => expect(same(changes)).toBe(false));

  it('source and record id are the identity, not the content', () => {
    expect(same({ source: 'pbx2', recordId: 'r2' })).toBe(true);
  });

  it('what is no number keeps its spelling', () => {
    expect(dialledKey(' sip:Anna@acme.dk ')).toBe('sip:Anna@acme.dk');
    expect(dialledKey('8*205')).toBe('8*205');
  });
});
