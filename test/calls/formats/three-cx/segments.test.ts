/**
 * 3CX segments: columns and values of https://www.3cx.com/docs/call-detail-record-guide/, and who is paid
 * for by https://www.3cx.com/docs/call-record-billing-guide/.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { threeCxSegments as format } from '../../../../src/calls/formats/three-cx/segments.ts';
import { expectSameHoweverRead, faultsIn, readRow, readText, type Told } from '../pbx-text.ts';

/** Extension 201 talks to an outside line that the system called, for 59.75 seconds. */
const plain = {
  cdr_id: 'c1',
  call_history_id: 'h1',
  main_call_history_id: 'h1',
  source_participant_id: 'p1',
  source_entity_type: 'extension',
  source_dn_number: '201',
  source_participant_phone_number: '201',
  source_participant_trunk_did: '',
  source_participant_is_incoming: 't',
  source_participant_group_name: 'Salg',
  destination_participant_id: 'p2',
  destination_entity_type: 'external_line',
  destination_dn_number: '10001',
  destination_participant_phone_number: '+4520123456',
  destination_participant_trunk_did: '',
  destination_participant_is_incoming: 'f',
  destination_participant_group_name: '',
  creation_method: 'route_to',
  cdr_started_at: '2026-11-17 08:00:00.25+00',
  cdr_answered_at: '2026-11-17 08:00:10.5+00',
  cdr_ended_at: '2026-11-17 08:01:10.25+00',
};
type Cells = Partial<typeof plain>;

const header = Object.keys(plain).join(',');
const line = (changes: Cells = {}) => Object.values({ ...plain, ...changes }).join(',');
const reading = (changes: Cells = {}, told: Told = {}) =>
  readRow(format, `${header}\n${line(changes)}\n`, told);

/** The outside line as the caller's side, and extension 202 as the other. */
const turned: Cells = {
  source_participant_id: 'p2',
  source_entity_type: 'external_line',
  source_dn_number: '10001',
  source_participant_phone_number: '+4520123456',
  source_participant_is_incoming: 'f',
  destination_participant_id: 'p3',
  destination_entity_type: 'extension',
  destination_dn_number: '202',
  destination_participant_phone_number: '202',
};
const incoming: Cells = { ...turned, source_participant_is_incoming: 't' };

describe('a 3CX segment', () => {
  it('is paid for while an outside line that was called talks', () => {
    expect(reading()).toMatchObject({
      recordId: 'c1',
      customerId: '',
      outgoing: true,
      from: '201',
      to: '+4520123456',
      startedAt: Date.UTC(2026, 10, 17, 8, 0, 0, 250),
      seconds: 59,
      notBilled: '',
      callId: 'h1>+4520123456',
      clock: '',
    });
  });

  it.each<[string, Cells, object]>([
    [
      'a called line handed on',
      turned,
      { outgoing: true, from: '202', to: '+4520123456', callId: 'h1>+4520123456' },
    ],
    [
      'a caller from outside',
      incoming,
      { outgoing: false, from: '+4520123456', to: '202', callId: '' },
    ],
    [
      'a caller from outside who stands on the other side',
      { destination_participant_is_incoming: 't' },
      { outgoing: false, from: '+4520123456', to: '201' },
    ],
    [
      'a caller from outside at the gate',
      {
        ...incoming,
        destination_entity_type: 'inbound_routing',
        destination_dn_number: '',
        destination_participant_phone_number: '',
        source_participant_trunk_did: '33112200',
      },
      { outgoing: false, to: '33112200' },
    ],
    [
      'a caller from outside who is forwarded outside',
      { source_entity_type: 'external_line', source_participant_phone_number: '20999888' },
      { outgoing: true, from: '20999888', to: '+4520123456' },
    ],
    ['flows that were joined', { main_call_history_id: 'h0' }, { callId: 'h0>+4520123456' }],
    ['no main flow', { main_call_history_id: '' }, { callId: 'h1>+4520123456' }],
    [
      'another spelling of the number',
      { destination_participant_phone_number: '0045 20123456' },
      { callId: 'h1>+4520123456' },
    ],
    ['nobody who answers', { cdr_answered_at: '' }, { outgoing: true, seconds: 0 }],
    ['colleagues', { destination_entity_type: 'extension' }, { notBilled: 'internal' }],
    [
      'a queue',
      { destination_entity_type: 'queue', cdr_answered_at: '' },
      { notBilled: 'internal' },
    ],
    [
      'a rule on the way out',
      { destination_entity_type: 'outbound_rule' },
      { notBilled: 'routing' },
    ],
    [
      'a supervisor who listens',
      { creation_method: 'barge_in' },
      { notBilled: 'barge-in', callId: '' },
    ],
    [
      'a time without offset',
      { cdr_started_at: '2026-11-17 08:00:00' },
      { startedAt: Date.UTC(2026, 10, 17, 8) },
    ],
    [
      'another offset',
      { cdr_started_at: '2026-11-17T09:30:00+01:30' },
      { startedAt: Date.UTC(2026, 10, 17, 8) },
    ],
  ])('is read rightly with %s', (_what, changes, expected) => {
    expect(reading(changes)).toMatchObject(expected);
  });

  it.each<[string, Cells]>([
    ['row', { source_entity_type: 'external_line', source_participant_is_incoming: 'f' }],
    ['row', { source_participant_phone_number: '201,5' }],
    ['record_id', { cdr_id: '' }],
    ['source_entity_type', { source_entity_type: '' }],
    ['destination_participant_is_incoming', { destination_participant_is_incoming: 'maybe' }],
    ['started_at', { cdr_started_at: '' }],
    ['started_at', { cdr_started_at: '17/11/2026 08:00:00' }],
    ['cdr_answered_at', { cdr_answered_at: '2026-02-30 08:00:00+00' }],
    ['cdr_ended_at', { cdr_ended_at: '' }],
    ['cdr_ended_at', { cdr_ended_at: '2026-11-17 08:00:10.4+00' }],
    ['billable_seconds', { cdr_ended_at: '2026-11-19 08:00:00+00' }],
  ])('is unreadable in %s with %o', (column, changes) => {
    expect(reading(changes)).toMatchObject({ unreadable: column });
  });

  it('parts of one call carry one call id, whatever file they stand in', () => {
    const parts = [reading(), reading({ ...turned, cdr_id: 'c2', call_history_id: 'h2' })];
    const ids = parts.map((it) => it && 'callId' in it && it.callId);
    expect(new Set(ids).size).toBe(1);
  });

  it('is gathered by participant where its source says so', () => {
    const told = { options: { gather: 'participant' } };
    expect(reading({}, told)).toMatchObject({ callId: 'p2' });
    expect(reading(turned, told)).toMatchObject({ callId: 'p2' });
    expect(reading({ destination_participant_id: '' }, told)).toMatchObject({
      callId: 'h1>+4520123456',
    });
  });

  it("names the inside party's department as the account where its source says so", () => {
    expect(reading({}, { options: { account: 'group' } })).toMatchObject({ accountCode: 'Salg' });
    expect(reading()).toMatchObject({ accountCode: '' });
  });

  it('takes the outside prefix off what was dialled only', () => {
    const told = { outsidePrefix: '9' };
    const changes = { destination_participant_phone_number: '920123456' };
    expect(reading(changes, told)).toMatchObject({ to: '20123456', callId: 'h1>+4520123456' });
    const back = { ...incoming, source_participant_phone_number: '920123456' };
    expect(reading(back, told)).toMatchObject({ from: '920123456' });
  });

  it('reads columns in any order, others too, and a row that spans lines', () => {
    const row = `"Medarbejder\nanna",${line()}`;
    expect(readRow(format, `source_dn_name,${header}\n${row}\n`)).toMatchObject({ recordId: 'c1' });
  });

  it('shows a NUL and believes nothing of its row', () => {
    const [record] = readText(format, `${header}\n${line({ cdr_id: 'c\0' })}\n`);
    expect(record).toMatchObject({
      reading: { unreadable: 'row', recordId: 'c\u2400', seconds: 59 },
    });
  });

  it('refuses a file without the columns it needs, all of them named', () => {
    const faults = faultsIn(format, 'cdr_id,call_history_id\nc1,h1\n');
    expect(faults.map(({ column }) => column)).toContain('cdr_answered_at');
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['calls.column-missing']));
  });

  it('refuses a file whose header comes late, and keeps one that comes again as unreadable', () => {
    const told = { options: { fields: Object.keys(plain) } };
    const late = `${line()}\n${header}\n`;
    expect(faultsIn(format, late, told)).toMatchObject([{ code: 'calls.header', line: 2 }]);
    const again = readText(format, `${header}\n${line()}\n${header}\n`);
    expect(again.map(({ reading: it }) => 'unreadable' in it)).toEqual([false, true]);
  });

  it('refuses options that name a column of its own making', () => {
    expect(format.settings?.options.safeParse({ columns: { colour: 'Farve' } }).success).toBe(
      false,
    );
  });

  it('reads alike in any blocks, and each row alike alone', () => {
    const url = new URL(
      '../../../golden/calls/3cx-segments/transfers-and-forwards/input.csv',
      import.meta.url,
    );
    expectSameHoweverRead(format, readFileSync(url, 'utf8'));
  });
});
