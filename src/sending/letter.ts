/**
 * The mail that a document travels with, in Danish and English: what it is, what to pay, how and by
 * when. Short and plain, since the document is attached and says the rest. Pure; who gets it and
 * when is decided elsewhere.
 */

import type { Document, DocumentKind, Language } from '../documents/index.ts';
import { documentFormats, messages, notations } from '../documents/index.ts';

interface Wording {
  readonly subject: (kind: DocumentKind, number: number, seller: string) => string;
  readonly greeting: (name: string) => string;
  readonly here: (kind: DocumentKind, number: number, month: string, account: string) => string;
  readonly toPay: (amount: string) => string;
  readonly credited: (amount: string) => string;
  readonly nothingToPay: string;
  readonly creditedWhy: string;
  readonly attached: (kinds: string) => string;
  readonly and: string;
  readonly regards: string;
  readonly fileName: Readonly<Record<DocumentKind, string>>;
  readonly kind: Readonly<Record<DocumentKind, string>>;
}

const wordings: Readonly<Record<Language, Wording>> = {
  da: {
    subject: (kind, number, seller) => `${wordings.da.kind[kind]} ${number} fra ${seller}`,
    greeting: (name) => `Til ${name}`,
    here: (kind, number, month, account) =>
      `Hermed ${wordings.da.kind[kind].toLowerCase()} ${number} for ${month}, kundenr. ${account}.`,
    toPay: (amount) => `${amount} kr.`,
    credited: (amount) => `${amount} kr.`,
    nothingToPay: 'Der er intet at betale.',
    creditedWhy: 'Der skal ikke betales noget.',
    attached: (kinds) => `Vedhæftet: ${kinds}.`,
    and: 'og',
    regards: 'Venlig hilsen',
    fileName: { invoice: 'faktura', 'credit-note': 'kreditnota' },
    kind: { invoice: 'Faktura', 'credit-note': 'Kreditnota' },
  },
  en: {
    subject: (kind, number, seller) => `${wordings.en.kind[kind]} ${number} from ${seller}`,
    greeting: (name) => `To ${name}`,
    here: (kind, number, month, account) =>
      `Here is ${wordings.en.kind[kind].toLowerCase()} ${number} for ${month}, customer no. ${account}.`,
    toPay: (amount) => `DKK ${amount}`,
    credited: (amount) => `DKK ${amount}`,
    nothingToPay: 'There is nothing to pay.',
    creditedWhy: 'No payment is to be made.',
    attached: (kinds) => `Attached: ${kinds}.`,
    and: 'and',
    regards: 'Kind regards',
    fileName: { invoice: 'invoice', 'credit-note': 'credit-note' },
    kind: { invoice: 'Invoice', 'credit-note': 'Credit note' },
  },
};

/** How a document's file is called where a customer sees it: `faktura-10000001.pdf`. */
export function attachmentName(document: Document, format: string): string {
  const extension = documentFormats.find(format)?.extension ?? format;
  return `${wordings[document.language].fileName[document.kind]}-${document.number}.${extension}`;
}

/** What other people wrote, on one line and without control characters. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();

const LONGEST_NAME = 150;

/** Subject and text of the mail with a document in these formats. */
export function documentLetter(
  document: Document,
  formats: readonly string[],
): { readonly subject: string; readonly text: string } {
  const { kind, number, language, buyer, seller } = document;
  const words = wordings[language];
  const sellerName = plain(seller.name).slice(0, LONGEST_NAME);
  const names = formats.map((it) => documentFormats.find(it)?.extension.toUpperCase() ?? it);
  const text = [
    words.greeting(plain(buyer.name)),
    '',
    words.here(kind, number, notations[language].month(document.month), plain(buyer.account)),
    '',
    ...moneyLines(document),
    '',
    words.attached(names.join(` ${words.and} `)),
    '',
    words.regards,
    sellerName,
    plain(seller.email),
    '',
  ];
  return {
    subject: words.subject(kind, number, sellerName),
    text: text.join('\n').replaceAll('\u00a0', ' '),
  };
}

/** What is to be paid, how and by when; of a credit note what it takes off and off which invoice. */
function moneyLines(document: Document): string[] {
  const { kind, language, total, dueDate, payment, seller, corrects } = document;
  const [words, said, notation] = [wordings[language], messages[language], notations[language]];
  if (kind === 'credit-note') {
    const invoice = corrects
      ? [
          [
            said.corrects,
            said.correctsInvoice(`${corrects.number}`, notation.date(corrects.issueDate)),
          ],
        ]
      : [];
    const credited = [said.creditTotal, words.credited(notation.money(total))];
    return [...pairs([credited, ...invoice]), '', words.creditedWhy];
  }
  if (!payment || !dueDate) return [words.nothingToPay];
  return pairs([
    [said.toPay, words.toPay(notation.money(total))],
    [said.dueDate, notation.date(dueDate)],
    [said.fikLine, payment.fikLine],
    [said.bankAccount, said.bank(seller.bankRegistration, seller.bankAccount)],
  ]);
}

const pairs = (rows: readonly (readonly string[])[]): string[] =>
  rows.map(([name, value]) => `${name}: ${value}`);
