/**
 * Documents for tests and pictures, made from a few numbers and always the same. All names, streets
 * and accounts are invented. Totals follow R30: net per line, VAT once per category on the sum.
 */
import type { Document, Language, Section, VatSubtotal } from '../../src/documents/document.ts';
import { notations } from '../../src/documents/formats/notation.ts';
import { fikLine, paymentId } from '../../src/documents/payment-line.ts';
import {
  addDays,
  addMoney,
  localDate,
  type Money,
  sumMoney,
  vatOn,
} from '../../src/kernel/index.ts';
import {
  correctionLines,
  employee,
  line,
  type SampleSection,
  sampleMonth,
  usageLines,
} from './sample-rows.ts';

const issueDate = localDate('2026-11-02');

const firms = ['Nordhavn VVS', 'Birkelund Træ', 'Ålsø Smedje', 'Mølleåens Bageri', 'Klitgård Tand'];
const forms = ['ApS', 'A/S', 'I/S'];

export interface SampleOptions {
  readonly language?: Language;
  readonly kind?: Document['kind'];
  readonly number?: number;
  readonly billTo?: 'customer' | 'reseller';
  readonly sections: readonly SampleSection[];
}

function section(spec: SampleSection, index: number, from: number, language: Language): Section {
  const customerId = `K-${1001 + index}`;
  const firm = `${firms[index % firms.length]} ${forms[index % forms.length]}`;
  const customerName = spec.longNames
    ? `${firm}, Den Selvejende Institution for Håndværk, Søfart og Ærøske Kulturminder`
    : index < firms.length
      ? firm
      : `${firm.replace(/ (\S+)$/, ` ${index} $1`)}`;
  const employees = Array.from({ length: spec.employees }, (_, i) => employee(i, spec, index));
  const owed = sumMoney(
    employees.filter(({ amount }) => amount),
    ({ amount }) => amount as Money,
  );
  const name = notations[language].month(sampleMonth);
  const outside = spec.outsideVat
    ? [
        {
          kind: 'pass-through',
          text: 'Viderefaktureret licensafgift',
          net: spec.outsideVat as Money,
          cause: 'sag 2026-17, bilag 3',
          vatCategory: 'O',
          vatRate: 0,
        } as const,
      ]
    : [];
  const lines = [
    ...(employees.length
      ? [{ kind: 'licence', text: `Skype for Business, Business, ${name}`, net: owed }]
      : []),
    ...outside,
    ...usageLines(spec, customerId, language),
    ...correctionLines(spec, language),
  ]
    .filter(({ net }) => net !== 0n)
    .map((fields, i) => line(from + i, customerId, fields));
  return { customerId, customerName, lines, employees, net: sumMoney(lines, ({ net }) => net) };
}

function vatSubtotals(sections: readonly Section[]): VatSubtotal[] {
  const lines = sections.flatMap((one) => one.lines);
  return (['S', 'O'] as const)
    .map((category) => {
      const net = sumMoney(
        lines.filter((one) => one.vatCategory === category),
        (one) => one.net,
      );
      const rate = category === 'S' ? 25 : 0;
      return { category, rate, net, vat: vatOn(net, rate) };
    })
    .filter(({ category, net }) => category === 'S' || net !== 0n);
}

/** A whole document; customer-billed unless the options say otherwise. */
export function sampleDocument(options: SampleOptions): Document {
  const { language = 'da', kind = 'invoice', number = 10000001, billTo = 'customer' } = options;
  let no = 1;
  const sections = options.sections.map((spec, index) => {
    const made = section(spec, index, no, language);
    no += made.lines.length;
    return made;
  });
  const subtotals = vatSubtotals(sections);
  const net = sumMoney(subtotals, (one) => one.net);
  const vat = sumMoney(subtotals, (one) => one.vat);
  const total = addMoney(net, vat);
  const payable = total > 0n && kind === 'invoice';
  const first = sections[0] as Section;
  const id = paymentId(number);
  return {
    form: 1,
    number,
    kind,
    language,
    month: sampleMonth,
    issueDate,
    dueDate: payable ? addDays(issueDate, 14) : undefined,
    currency: 'DKK',
    seller: {
      name: 'Fiktiv Telefoni A/S',
      address: 'Ravnsøvej 12, 2. sal',
      postcode: '8240',
      city: 'Risskov',
      country: 'DK',
      cvr: '12345674',
      gln: '',
      email: 'bogholderi@fiktiv-telefoni.example',
      bankRegistration: '1234',
      bankAccount: '0001234567',
      fikCreditor: '88888888',
    },
    buyer: {
      account: billTo === 'customer' ? first.customerId : 'F-100',
      billTo,
      name: billTo === 'customer' ? first.customerName : 'Øresunds Erhvervsnet ApS',
      address: 'Håndværkervænget 7',
      postcode: '4000',
      city: 'Roskilde',
      country: 'DK',
      cvr: '24256790',
      gln: '',
      email: 'faktura@kunde.example',
      buyerReference: 'Indkøb, Åse Højbjerg',
    },
    sections,
    vatSubtotals: subtotals,
    net,
    vat,
    total,
    payment: payable
      ? { fikLine: fikLine(id, '88888888'), paymentId: id, termsDays: 14 }
      : undefined,
  };
}

/** The documents that pictures and layout tests are made of. */
export const samples = {
  'one-page': () => sampleDocument({ sections: [{ employees: 4, destinations: 4 }] }),
  awkward: () =>
    sampleDocument({
      number: 10000002,
      sections: [
        {
          employees: 9,
          destinations: 7,
          corrections: 3,
          pending: 2,
          longNames: true,
          outsideVat: 120_050n,
        },
      ],
    }),
  'five-pages': () =>
    sampleDocument({
      number: 10000003,
      sections: [{ employees: 160, destinations: 7, corrections: 2 }],
    }),
  'many-employees': () =>
    sampleDocument({ number: 10000004, sections: [{ employees: 500, destinations: 7 }] }),
  reseller: () =>
    sampleDocument({
      number: 10000005,
      billTo: 'reseller',
      sections: Array.from({ length: 60 }, (_, i) => ({
        employees: 3 + ((i * 7) % 23),
        destinations: 2 + (i % 6),
        corrections: i % 4,
        pending: i % 9 === 4 ? 1 : 0,
      })),
    }),
  english: () =>
    sampleDocument({
      language: 'en',
      number: 10000006,
      sections: [{ employees: 6, destinations: 6, corrections: 2, pending: 1 }],
    }),
  zero: () => sampleDocument({ number: 10000007, sections: [{ employees: 1, destinations: 0 }] }),
  'credit-note': (): Document => ({
    ...sampleDocument({
      kind: 'credit-note',
      number: 50000001,
      sections: [{ employees: 5, destinations: 1, corrections: 1 }],
    }),
    corrects: {
      number: 10000001,
      issueDate: localDate('2026-10-01'),
      reason: 'Licensen blev indberettet for sent, aftalt med kunden',
    },
  }),
} as const;
