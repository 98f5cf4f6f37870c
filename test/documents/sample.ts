/**
 * Documents for tests and pictures, made from a few numbers and always the same. All names, streets
 * and accounts are invented. Totals follow R30: net per line, VAT once per category on the sum.
 */
import type {
  Document,
  DocumentLine,
  EmployeeRow,
  Language,
  Section,
  VatSubtotal,
} from '../../src/documents/document.ts';
import { notations } from '../../src/documents/formats/notation.ts';
import { messages } from '../../src/documents/messages.ts';
import { fikLine, paymentId } from '../../src/documents/payment-line.ts';
import {
  addDays,
  addMoney,
  addMonths,
  localDate,
  type Money,
  month,
  ore,
  sumMoney,
  vatOn,
} from '../../src/kernel/index.ts';

export const sampleMonth = month('2026-10');
const issueDate = localDate('2026-11-02');

const firstNames = ['Søren', 'Åse', 'Bjørn', 'Kirsten', 'Mikkel', 'Łucja', 'Øjvind', 'Anne-Grethe'];
const lastNames = ['Æbelø', 'Nordgaard', 'Rødkær', 'Fjeldsted', 'Højbjerg Lind', 'Wójcik', 'Țepeș'];
const firms = ['Nordhavn VVS', 'Birkelund Træ', 'Ålsø Smedje', 'Mølleåens Bageri', 'Klitgård Tand'];
const forms = ['ApS', 'A/S', 'I/S'];

type Licence = readonly [licence: string, kind: EmployeeRow['class'], amount: string | undefined];
const licences: readonly Licence[] = [
  ['Enterprise E3', 'Enterprise', '0'],
  ['Business Premium', 'Business', '3000'],
  ['Enterprise E5', 'Enterprise', '0'],
  ['Enterprise E1', 'Business', '3000'],
  ['Exchange Online', 'Business', '3000'],
  ['Education A3', 'Enterprise', '0'],
];

const destinations: readonly (readonly [string, string, string, number, number])[] = [
  ['Denmark mobile', '0.245', '0', 412, 61_254],
  ['Denmark', '0.12', '0', 388, 70_431],
  ['Denmark 70 numbers', '0.12', '0.25', 41, 6_610],
  ['Germany', '0.35', '0.1', 22, 4_803],
  ['Sweden mobile', '0.495', '0.1', 17, 2_322],
  ['United Kingdom', '0.35', '0.1', 9, 1_935],
  ['Greenland', '3.1525', '0.1', 2, 311],
];

export interface SampleSection {
  readonly employees: number;
  readonly destinations: number;
  readonly corrections?: number;
  readonly pending?: number;
  readonly longNames?: boolean;
  /** What stands outside the scope of VAT, in øre. */
  readonly outsideVat?: bigint;
}

export interface SampleOptions {
  readonly language?: Language;
  readonly kind?: Document['kind'];
  readonly number?: number;
  readonly billTo?: 'customer' | 'reseller';
  readonly sections: readonly SampleSection[];
}

type NewLine = Pick<DocumentLine, 'kind' | 'text' | 'net'> & Partial<DocumentLine>;

function line(no: number, customerId: string, from: NewLine): DocumentLine {
  return {
    no,
    customerId,
    serviceMonth: sampleMonth,
    quantity: from.net < 0n ? -1 : 1,
    unit: 'C62',
    unitPrice: ore(from.net < 0n ? -from.net : from.net),
    vatCategory: 'S',
    vatRate: 25,
    cause: undefined,
    usage: undefined,
    ...from,
  };
}

function employee(index: number, spec: SampleSection, customer: number): EmployeeRow {
  const pending = index < (spec.pending ?? 0);
  const [licence, kind, amount] = pending
    ? (['Microsoft 365 F3', 'UNKNOWN', undefined] as const)
    : (licences[(index * 5 + customer) % licences.length] as Licence);
  const first = firstNames[(index + customer) % firstNames.length];
  const last = lastNames[(index * 3 + customer) % lastNames.length];
  const long = spec.longNames && index === 1;
  return {
    employeeId: `M-${customer}-${index}`,
    name: long
      ? `${first} Maximiliane von ${last}-Ravnsborg af Vesterhavsklitterne`
      : `${first} ${last}`,
    extension: String(201 + index),
    licence: long
      ? 'Exchange Online | Visio Plan 2 | Project Online Essentials | Power BI Pro'
      : licence,
    class: kind,
    serviceMonth: sampleMonth,
    amount: amount === undefined ? undefined : ore(amount),
  };
}

function usageLines(spec: SampleSection, customerId: string, language: Language): NewLine[] {
  return destinations.slice(0, spec.destinations).map(([name, minute, fee, calls, seconds], i) => {
    const scaled = seconds + customerId.length * 7 + i;
    const net = BigInt(Math.round((Number(minute) * scaled) / 0.6 + Number(fee) * calls * 100));
    return {
      kind: 'usage',
      text: `${messages[language].usage}: ${name}`,
      net: net as Money,
      usage: {
        destination: name,
        calls,
        seconds: scaled,
        perMinute: [minute, minute],
        setupFee: [fee, fee],
      },
    };
  });
}

function correctionLines(spec: SampleSection, language: Language): NewLine[] {
  const september = addMonths(sampleMonth, -1);
  const name = notations[language].month(september);
  const cause =
    language === 'da'
      ? 'licensen Enterprise E1 er indberettet 14. oktober 2026 med virkning fra 3. september 2026'
      : 'licence Enterprise E1 was declared on 14 October 2026 with effect from 3 September 2026';
  const late =
    language === 'da' ? 'to opkald kom først ind i oktober' : 'two calls came in October';
  const all: NewLine[] = [
    { kind: 'licence', text: `Skype for Business, Business, ${name}`, net: ore('3000'), cause },
    {
      kind: 'usage',
      text: `Denmark mobile, ${name}`,
      net: ore('87'),
      cause: late,
      usage: {
        destination: 'Denmark mobile',
        calls: 2,
        seconds: 213,
        perMinute: ['0.245', '0.245'],
        setupFee: ['0', '0'],
      },
    },
    { kind: 'licence', text: `Skype for Business, Business, ${name}`, net: ore('-6000'), cause },
  ];
  return all
    .slice(0, spec.corrections ?? 0)
    .map((correction) => ({ ...correction, serviceMonth: september }));
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
  'credit-note': () =>
    sampleDocument({
      kind: 'credit-note',
      number: 50000001,
      sections: [{ employees: 0, destinations: 1, corrections: 1 }],
    }),
} as const;
