/**
 * What one BroadWorks record says: a leg of a call as its user's side of it. Its times are GMT, whatever
 * zone the user lives in, so no clock of any country takes part. Where the cells stand is not known here.
 */
import type { Reading } from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import { checked, unreadable, wallMs, withoutOutsidePrefix } from '../text/fields.ts';

/** Name and number of each column that is read. */
export const numbered = {
  recordId: 1,
  serviceProvider: 2,
  type: 3,
  userNumber: 4,
  direction: 6,
  callingNumber: 7,
  calledNumber: 9,
  startTime: 10,
  answerIndicator: 12,
  answerTime: 13,
  releaseTime: 14,
  dialedDigits: 18,
  group: 32,
  accountCode: 34,
  redirectingNumber: 39,
  chargeIndicator: 42,
  typeOfNetwork: 43,
  localCallId: 45,
  remoteCallId: 46,
  chargeNumber: 146,
  asCallType: 231,
} as const;

export type Column = keyof typeof numbered;
/** The text of a column; '' where it is empty or the row is too short to have it. */
export type ColumnOf = (column: Column) => string;

/** What may say whose a call is. */
export const accounts = [
  'none',
  'serviceProvider',
  'group',
  'serviceProvider/group',
  'accountCode',
  'chargeNumber',
] as const;

export interface RowOptions {
  readonly account: (typeof accounts)[number];
  readonly on_net: 'customer' | 'system' | 'never';
  readonly charge_indicator: 'heeded' | 'ignored';
  readonly billed_types: readonly string[];
}

/** Makes the reader of one record's columns. */
export function rowReader(settings: SourceSettings, options: RowOptions) {
  const { source } = settings;
  return (cell: ColumnOf): Reading => {
    const recordId = cell('recordId');
    const refuse = (column: string, why: string, seconds = 0) =>
      unreadable(column, why, { source, recordId, seconds });
    const odd = misplaced(cell);
    if (odd) return refuse('row', odd);
    const type = cell('type');
    const billed = options.billed_types.includes(type);
    const talked = secondsOf(cell, billed);
    if (typeof talked === 'string') return refuse('release_time', talked);
    const startedAt = readGmt(cell('startTime'));
    if (Number.isNaN(startedAt)) {
      return refuse('started_at', `"${cell('startTime')}" is no YYYYMMDDHHMMSS.mmm`, talked);
    }
    const outgoing = cell('direction') === 'Originating';
    const user = cell('userNumber');
    const dialled = cell('calledNumber') || cell('dialedDigits');
    return checked({
      source,
      recordId,
      customerId: '',
      accountCode: accountOf(cell, options.account),
      outgoing,
      from: outgoing ? user || cell('callingNumber') : cell('callingNumber'),
      to: outgoing ? withoutOutsidePrefix(dialled, settings) : user || dialled,
      startedAt,
      seconds: talked,
      forwardedBy: outgoing ? cell('redirectingNumber') : '',
      onNet: outgoing && isOnNet(cell, options.on_net),
      notBilled: billed ? whyUncharged(cell, talked, options) : reasonOf(type),
    });
  };
}

/** What stands where something else should, since a comma was not escaped; '' where all is in place. */
function misplaced(cell: ColumnOf): string {
  const type = cell('type');
  if (!/^[A-Za-z][A-Za-z -]*$/.test(type)) return `"${type}" is no type of a record`;
  const direction = cell('direction');
  if (direction !== 'Originating' && direction !== 'Terminating') {
    return `"${direction}" is neither Originating nor Terminating`;
  }
  const answered = cell('answerIndicator');
  if (!['Yes', 'Yes-PostRedirection', 'No', ''].includes(answered)) {
    return `"${answered}" does not say whether the call was answered`;
  }
  const charge = cell('chargeIndicator');
  if (!/^[yn]?$/i.test(charge)) return `"${charge}" is no charge indicator (y or n)`;
  const network = cell('typeOfNetwork');
  if (/^[yn]$/i.test(network)) return `"${network}" stands where the type of network should be`;
  const ids = [cell('localCallId'), cell('remoteCallId')];
  const id = ids.find((it) => !/^[\w:.@-]*$/.test(it));
  return id === undefined ? '' : `"${id}" is no call id`;
}

/**
 * Talking time in whole seconds, of which a begun one does not count; 0 where nobody answered. As text:
 * why it is not known. A record that is not billed need not tell it.
 */
function secondsOf(cell: ColumnOf, billed: boolean): number | string {
  if (!cell('answerIndicator').startsWith('Yes')) return 0;
  const [answered, released] = [cell('answerTime'), cell('releaseTime')];
  const between = readGmt(released) - readGmt(answered);
  if (between >= 0) return Math.floor(between / 1000);
  return billed ? `an answered call from "${answered}" to "${released}" has no length` : 0;
}

const gmt = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3}))?$/;

function readGmt(text: string): number {
  const match = gmt.exec(text);
  if (!match) return Number.NaN;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1, 7)
    .map(Number);
  const thousandths = Number((match[7] ?? '').padEnd(3, '0'));
  return wallMs(year, month, day, hours, minutes, seconds, thousandths);
}

function accountOf(cell: ColumnOf, account: RowOptions['account']): string {
  if (account === 'none') return '';
  if (account !== 'serviceProvider/group') return cell(account);
  return `${cell('serviceProvider')}/${cell('group')}`;
}

function isOnNet(cell: ColumnOf, rule: RowOptions['on_net']): boolean {
  if (rule === 'system') return cell('remoteCallId') !== '';
  return rule === 'customer' && ['Group', 'Enterprise'].includes(cell('asCallType'));
}

/** An unanswered record says "no charge" too, and is free without that. */
const whyUncharged = (cell: ColumnOf, seconds: number, { charge_indicator }: RowOptions) =>
  charge_indicator === 'heeded' && seconds > 0 && cell('chargeIndicator').toLowerCase() === 'n'
    ? 'no-charge'
    : '';

/** `Long Duration` as `long-duration`. */
const reasonOf = (type: string) => type.toLowerCase().replaceAll(' ', '-');
