/**
 * Documents by chance, right by the rules: parties with odd names, a GLN or a CVR number or both,
 * within VAT or outside, usage, corrections that take back, credit notes, totals of 0. Everything
 * that can be computed is computed here from the rules, not by the code that is tested.
 */
import fc from 'fast-check';
import type {
  Correction,
  Document,
  DocumentLine,
  Party,
  Section,
} from '../../../../src/documents/document.ts';
import { type LocalDate, localDate, type Money, month, ore } from '../../../../src/kernel/index.ts';

const odd = fc.oneof(
  fc.constantFrom(
    'Bager & Søn <ApS>',
    '"Café" \'Å\' 😀',
    'A &amp; B &lt;',
    ']]>',
    'a\u0000b\ud800',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
);
const said = odd.filter((text) => text.trim() !== '');

const digits = (count: number) =>
  fc.array(fc.nat(9), { minLength: count, maxLength: count }).map((list) => list.join(''));

/** Modulus 11 with weights 2 7 6 5 4 3 2; a rest of 1 is never given out. */
export const cvr = fc
  .tuple(fc.integer({ min: 1, max: 9 }), digits(6))
  .map(([head, tail]) => `${head}${tail}`)
  .map((seven) => {
    const sum = [...seven].reduce(
      (total, digit, i) => total + Number(digit) * Number('2765432'[i]),
      0,
    );
    return sum % 11 === 1 ? '13748136' : `${seven}${(11 - (sum % 11)) % 11}`;
  });

/** Modulus 10 with weights 1 3 1 3 … from the left. */
export const gln = digits(12).map((twelve) => {
  const sum = [...twelve].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
});

const party = fc.record({
  name: said,
  address: said,
  postcode: digits(4),
  city: said,
  country: fc.constant('DK'),
  cvr,
  gln: fc.oneof(fc.constant(''), gln),
  email: fc.constantFrom('', 'bogholderi@nordnet.example'),
}) satisfies fc.Arbitrary<Party>;

const buyerParty = fc
  .tuple(party, fc.boolean())
  .map(([it, anonymous]) => (anonymous && it.gln !== '' ? { ...it, cvr: '' } : it));

const oneLine = fc.record({
  text: said,
  price: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50_000_000 })),
  quantity: fc.constantFrom(1, 1, 1, -1),
  serviceMonth: fc.constantFrom('2025-12', '2026-02', '2026-09', '2026-10', '2026-11').map(month),
  cause: fc.option(odd, { nil: undefined }),
  usage: fc.option(
    fc.record({
      destination: said,
      calls: fc.integer({ min: -5, max: 10_000 }),
      seconds: fc.integer({ min: -500, max: 10_000_000 }),
      perMinute: fc.constantFrom(['', ''], ['0.12', '0.12'], ['0.1', '0.345']) as fc.Arbitrary<
        [string, string]
      >,
      setupFee: fc.constantFrom(['', ''], ['0', '0.25']) as fc.Arbitrary<[string, string]>,
    }),
    { nil: undefined },
  ),
} as const);

const plan = fc.record({
  kind: fc.constantFrom('invoice', 'credit-note'),
  language: fc.constantFrom('da', 'en'),
  number: fc.integer({ min: 1, max: 999_999_999 }),
  outside: fc.boolean(),
  nothing: fc.nat(5).map((chance) => chance === 0),
  seller: party,
  buyer: buyerParty,
  buyerReference: fc.oneof(fc.constant(''), odd),
  creditor: digits(7).map((seven) => `8${seven}`),
  reason: said,
  sections: fc.array(
    fc.record({ name: said, lines: fc.array(oneLine, { minLength: 1, maxLength: 4 }) }),
    { minLength: 1, maxLength: 3 },
  ),
} as const);

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Half away from zero; the base is never below 0 here. */
const quarter = (net: bigint): bigint => (net * 25n + 50n) / 100n;

function linesOf({ outside, nothing, sections }: Plan): DocumentLine[][] {
  let no = 0;
  const made = sections.map(({ lines }, at) =>
    lines.map(({ price, quantity, ...rest }): DocumentLine => {
      no += 1;
      const unitPrice = nothing ? 0 : price;
      return {
        ...rest,
        no,
        kind: 'any',
        customerId: `K-${at}`,
        quantity: quantity as 1 | -1,
        unit: 'C62',
        unitPrice: ore(unitPrice),
        net: ore(unitPrice * quantity),
        vatCategory: outside ? 'O' : 'S',
        vatRate: outside ? 0 : 25,
      };
    }),
  );
  const negative = netOf(made.flat()) < 0n;
  const turned = (line: DocumentLine): DocumentLine => ({
    ...line,
    quantity: -line.quantity as 1 | -1,
    net: -line.net as Money,
  });
  return negative ? made.map((lines) => lines.map(turned)) : made;
}

const netOf = (lines: readonly DocumentLine[]): bigint =>
  lines.reduce((sum, line) => sum + line.net, 0n);

/** The digit that makes 14 digits a payment id of card 71: weights 1 2 1 2 …, digit sums. */
function paymentId(number: number): string {
  const payload = `${number}`.padStart(14, '0');
  const sum = [...payload].reduce((total, digit, i) => {
    const product = Number(digit) * (i % 2 ? 2 : 1);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return `${payload}${(10 - (sum % 10)) % 10}`;
}

function documentOf(it: Plan): Document {
  const lines = linesOf(it);
  const net = netOf(lines.flat());
  const vat = it.outside ? 0n : quarter(net);
  const payable = it.kind === 'invoice' && net + vat > 0n;
  const id = paymentId(it.number);
  const corrects: Correction = {
    number: 10_000_001,
    issueDate: localDate('2026-10-01'),
    reason: it.reason,
  };
  const sections = lines.map(
    (own, at): Section => ({
      customerId: `K-${at}`,
      customerName: it.sections[at]!.name,
      lines: own,
      employees: [],
      net: netOf(own) as Money,
    }),
  );
  return {
    form: 1,
    number: it.number,
    kind: it.kind,
    language: it.language,
    month: month('2026-10'),
    issueDate: localDate('2026-11-02'),
    dueDate: payable ? localDate('2026-11-16') : (undefined as LocalDate | undefined),
    currency: 'DKK',
    seller: {
      ...it.seller,
      bankRegistration: '1234',
      bankAccount: '0001234567',
      fikCreditor: it.creditor,
    },
    buyer: {
      ...it.buyer,
      account: 'K-1001',
      billTo: 'customer',
      buyerReference: it.buyerReference,
    },
    sections,
    vatSubtotals: [
      {
        category: it.outside ? 'O' : 'S',
        rate: it.outside ? 0 : 25,
        net: net as Money,
        vat: vat as Money,
      },
    ],
    net: net as Money,
    vat: vat as Money,
    total: (net + vat) as Money,
    payment: payable
      ? { fikLine: `+71<${id}+${it.creditor}<`, paymentId: id, termsDays: 14 }
      : undefined,
    ...(it.kind === 'credit-note' ? { corrects } : {}),
  };
}

export const randomDocument = plan.map(documentOf);
