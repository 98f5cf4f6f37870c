/** The lines and employees that sample documents are made of; every name in them is invented. */
import type { DocumentLine, EmployeeRow, Language } from '../../src/documents/document.ts';
import { notations } from '../../src/documents/formats/notation.ts';
import { messages } from '../../src/documents/messages.ts';
import { addMonths, type Money, month, ore } from '../../src/kernel/index.ts';

export const sampleMonth = month('2026-10');

const firstNames = ['Søren', 'Åse', 'Bjørn', 'Kirsten', 'Mikkel', 'Łucja', 'Øjvind', 'Anne-Grethe'];
const lastNames = ['Æbelø', 'Nordgaard', 'Rødkær', 'Fjeldsted', 'Højbjerg Lind', 'Wójcik', 'Țepeș'];
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
  ['Danmark, mobil', '0.245', '0', 412, 61_254],
  ['Danmark, fastnet', '0.12', '0', 388, 70_431],
  ['Danmark, 70-numre', '0.12', '0.25', 41, 6_610],
  ['Tyskland, fastnet', '0.35', '0.1', 22, 4_803],
  ['Sverige, mobil', '0.495', '0.1', 17, 2_322],
  ['Storbritannien, fastnet', '0.35', '0.1', 9, 1_935],
  ['Grønland, fastnet', '3.1525', '0.1', 2, 311],
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

export type NewLine = Pick<DocumentLine, 'kind' | 'text' | 'net'> & Partial<DocumentLine>;

export function line(no: number, customerId: string, from: NewLine): DocumentLine {
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

export function employee(index: number, spec: SampleSection, customer: number): EmployeeRow {
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

export function usageLines(spec: SampleSection, customerId: string, language: Language): NewLine[] {
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

export function correctionLines(spec: SampleSection, language: Language): NewLine[] {
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
      text: `Danmark, mobil, ${name}`,
      net: ore('87'),
      cause: late,
      usage: {
        destination: 'Danmark, mobil',
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
