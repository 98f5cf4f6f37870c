/**
 * Who called whom in a 3CX row, and which number is paid for. A row tells three parties: from, to and,
 * once somebody was replaced, the final one, which is a destination after ReplacedDst and a caller after
 * ReplacedSrc. Systems write the kinds of parties in two vocabularies, old and new (version 20).
 */
import type { CellOf } from './row-layout.ts';

export type Place = 'inside' | 'outside';

/** Words of version 18 and before, and of version 20, in small letters without marks. */
const outside = ['line', 'externalline', 'provider', 'outboundrule'];
const inside = [
  ...['extension', 'queue', 'ivr', 'ringgroup', 'ringgroupringall', 'ringgrouphunt', 'paginggroup'],
  ...['group', 'voicemail', 'vmailconsole', 'specialmenu', 'conference', 'confplace', 'fax'],
  ...[
    'parking',
    'parkingorbit',
    'sharedparking',
    'parkplace',
    'script',
    'echotest',
    'callbacktest',
  ],
  ...['inboundrouting', 'servicecall', 'endcall', 'unknown', 'none'],
];

export type Places = ReadonlyMap<string, Place>;

/** What the words mean, with those that the source's settings add. */
export function placesOf(added: Readonly<Record<string, Place>>): Places {
  return new Map<string, Place>([
    ...outside.map((word) => [word, 'outside'] as const),
    ...inside.map((word) => [word, 'inside'] as const),
    ...Object.entries(added).map(([word, place]) => [plainWord(word), place] as const),
  ]);
}

const plainWord = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');

export interface Side {
  readonly number: string;
  readonly place: Place;
}

export interface Sides {
  readonly from: Side;
  readonly to: Side;
  readonly outgoing: boolean;
  readonly forwardedBy: string;
  readonly notBilled: string;
}

interface NoSides {
  readonly column: string;
  readonly why: string;
}

/** The two ends of a row's call; or which column keeps them from being known. */
export function sidesOf(cell: CellOf, known: Places): Sides | NoSides {
  const side = (type: string, text: string): Side | undefined => {
    const number = text.replace(/^Ext\.\s*/i, '');
    if (type === '')
      return { number, place: number === text && text !== '' ? 'outside' : 'inside' };
    const place = known.get(plainWord(type));
    return place && { number, place };
  };
  const from = side(cell('from-type'), cell('from-no'));
  if (!from) return unknownType('from_type', cell('from-type'));
  const to = side(cell('to-type'), cell('to-no') || cell('dial-no'));
  if (!to) return unknownType('to_type', cell('to-type'));
  const last = side(cell('final-type'), cell('final-number'));
  if (!last) return unknownType('final_type', cell('final-type'));

  const hasLast = cell('final-number') !== '';
  const sourceReplaced = plainWord(cell('reason-changed')) === 'replacedsrc';
  const target = hasLast && !sourceReplaced ? last : to;
  if (!hasLast && !sourceReplaced && last.place === 'outside' && to.place === 'inside') {
    return { column: 'final_number', why: 'the call ended outside, and no number tells where' };
  }
  const paid = [target, to].find(({ place }) => place === 'outside');
  if (paid) {
    const forwardedBy = paid !== to && to.place === 'inside' ? to.number : '';
    return { from, to: paid, outgoing: true, forwardedBy, notBilled: '' };
  }
  const outgoing = from.place === 'inside';
  return { from, to: target, outgoing, forwardedBy: '', notBilled: outgoing ? 'internal' : '' };
}

const unknownType = (column: string, type: string): NoSides => ({
  column,
  why: `"${type}" is no kind of party that Takst knows; say so in the source's option types`,
});
