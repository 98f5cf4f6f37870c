/**
 * The annex of calls to an invoice, page by page as the calls come: a part per employee with its sum,
 * and at the end how all calls come to the invoice's lines. It keeps one page in memory and no more.
 * Numbers called are personal data: the last four digits are hidden unless somebody asked for them.
 */
import type { Writable } from 'node:stream';
import { amountOfMicro, amountText, type Instant, instantText } from '../../../../kernel/index.ts';
import type { Document } from '../../../document.ts';
import { type OpenPages, openPages } from '../file/sheet.ts';
import { fitLine } from '../page/fitting.ts';
import { type Mark, rule, text } from '../page/marks.ts';
import { inAccent } from '../page/palette.ts';
import { tableBlocks } from '../page/table.ts';
import { colors, paper, styles, type TextStyle, textWidth } from '../page/theme.ts';
import { namesCustomers } from '../sections.ts';
import { wordingOf } from '../wording.ts';
import { annexFrame, annexTitle } from './annex-frame.ts';
import { type AnnexLine, type AnnexSum, settlementTable } from './annex-settlement.ts';

export interface AnnexCall {
  readonly startedAt: Instant;
  readonly to: string;
  readonly destination: string;
  /** Negative, like the price, where a call is taken back. */
  readonly seconds: number;
  readonly priceMicro: bigint;
  readonly standing: 'as-it-came' | 'taken-back' | 'instead';
  /** Of a call that has its price on another row. */
  readonly part: boolean;
}

export interface AnnexCaller {
  readonly name: string;
  readonly extension: string;
}

/** Takes the marks of a page that is full. */
export type PageTaker = (marks: readonly Mark[]) => void | Promise<void>;

const ROW = 11;
const HEAD = 26;
const x = {
  started: paper.left,
  called: paper.left + 92,
  destination: paper.left + 190,
  seconds: paper.right - 92,
  price: paper.right,
} as const;
const TO_WIDTH = x.destination - x.called - 6;
const NAME_WIDTH = x.seconds - x.destination - 44;

/** `+4533001122` → `+453300xxxx`; a short code is nobody's number and stays. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/\D/g, '').length;
  if (digits < 8) return number;
  let hidden = 0;
  return [...number]
    .reverse()
    .map((letter) => (/\d/.test(letter) && hidden++ < 4 ? 'x' : letter))
    .reverse()
    .join('');
}

/** `2026-10-05 10:00:00`, local time. */
const localTime = (instant: Instant) => instantText(instant).slice(0, 19).replace('T', ' ');

export interface AnnexOptions {
  readonly masked: boolean;
}

export class Annex {
  readonly #document: Document;
  readonly #masked: boolean;
  readonly #take: PageTaker;
  #page = 1;
  #y: number;
  #marks: Mark[];
  /** Whose calls stand here, while they do. */
  #open: string | undefined;
  #anchors = 0;

  constructor(document: Document, { masked }: AnnexOptions, take: PageTaker) {
    this.#document = document;
    this.#masked = masked;
    this.#take = take;
    const title = annexTitle(document, masked);
    this.#marks = [...annexFrame(document, 1), ...title.marks];
    this.#y = title.bottom;
  }

  /** Begins an employee's part; undefined is nobody's. Whose employee it is, is said where needed. */
  async begin(customerId: string, caller: AnnexCaller | undefined) {
    const { usageWords, extension } = wordingOf(this.#document).say;
    const of = caller?.extension ? `${extension} ${caller.extension}` : '';
    const customer = this.#document.sections.find((it) => it.customerId === customerId);
    const whose = namesCustomers(this.#document) ? customer?.customerName : '';
    const name = [caller ? caller.name : usageWords.noEmployee, of, whose]
      .filter(Boolean)
      .join(' \u00b7 ');
    if (this.#y + HEAD + 2 * ROW > paper.bottom) await this.#turn();
    this.#anchors += 1;
    const anchor = `employee-${this.#anchors}`;
    this.#marks.push({ kind: 'anchor', y: this.#y, name: anchor, title: name });
    this.#heading(name);
    this.#open = name;
  }

  async calls(calls: readonly AnnexCall[]) {
    for (const call of calls) {
      await this.#room(ROW);
      this.#callRow(call);
    }
  }

  /** Ends an employee's part with what it came to. */
  async end(sum: AnnexSum) {
    const { say, write } = wordingOf(this.#document);
    await this.#room(ROW + 3);
    const baseline = this.#y + 10;
    const count = say.usageWords.callCount(write.count(sum.calls), sum.calls === 1);
    this.#marks.push(
      rule(paper.left, this.#y + 0.8, textWidth, colors.rule, 0.4),
      text(count, x.started, baseline, styles.cellStrong),
      text(write.count(sum.seconds), x.seconds, baseline, styles.cellStrong, 'right'),
      text(this.#kroner(sum.micro), x.price, baseline, styles.cellStrong, 'right'),
    );
    this.#y += ROW + 11;
    this.#open = undefined;
  }

  /** The last thing: all lines with their proof. */
  async settle(lines: readonly AnnexLine[]) {
    const blocks = tableBlocks(settlementTable(this.#document, lines));
    for (const [i, block] of blocks.entries()) {
      const next = block.keepWithNext ? blocks[i + 1] : undefined;
      const needed = block.gap + block.height + (next ? next.gap + next.height : 0);
      if (this.#y + needed > paper.bottom) {
        await this.#turn();
        if (block.onNewPage) this.#place(block.onNewPage);
      }
      this.#place(block);
    }
    await this.#give();
  }

  #place(block: ReturnType<typeof tableBlocks>[number]) {
    this.#marks.push(...block.draw(this.#y + block.gap, { pageOf: () => this.#page }));
    this.#y += block.gap + block.height;
  }

  #kroner = (micro: bigint) =>
    wordingOf(this.#document).write.price(amountText(amountOfMicro(micro), 6), 6);

  #heading(name: string) {
    const { usageWords: words } = wordingOf(this.#document).say;
    const baseline = this.#y + 9;
    const heads = baseline + 11;
    this.#marks.push(
      text(fitLine(name, textWidth, styles.cellStrong), x.started, baseline, styles.cellStrong),
      text(words.started, x.started, heads, styles.tableHead),
      text(words.called, x.called, heads, styles.tableHead),
      text(words.destination, x.destination, heads, styles.tableHead),
      text(words.billed, x.seconds, heads, styles.tableHead, 'right'),
      text(words.price, x.price, heads, styles.tableHead, 'right'),
      rule(paper.left, heads + 3, textWidth, colors.accent, 0.7),
    );
    this.#y += HEAD;
  }

  #callRow(call: AnnexCall) {
    const { say, write } = wordingOf(this.#document);
    const { usageWords: words } = say;
    const notes = {
      'as-it-came': call.part ? ` (${words.part})` : '',
      'taken-back': ` (${words.takenBack})`,
      instead: ` (${words.instead})`,
    } as const;
    const cell: TextStyle = styles.cell;
    const baseline = this.#y + 8;
    const to = this.#masked ? maskedNumber(call.to) : call.to;
    const what = `${call.destination}${notes[call.standing]}`;
    this.#marks.push(
      text(localTime(call.startedAt), x.started, baseline, cell),
      text(fitLine(to, TO_WIDTH, cell), x.called, baseline, cell),
      text(fitLine(what, NAME_WIDTH, cell), x.destination, baseline, cell),
      text(write.count(call.seconds), x.seconds, baseline, cell, 'right'),
      text(this.#kroner(call.priceMicro), x.price, baseline, cell, 'right'),
    );
    this.#y += ROW;
  }

  async #room(height: number) {
    if (this.#y + height <= paper.bottom) return;
    await this.#turn();
    if (this.#open === undefined) return;
    this.#heading(`${this.#open} (${wordingOf(this.#document).say.continued})`);
  }

  #give() {
    const { brand } = this.#document;
    return this.#take(brand ? inAccent(this.#marks, brand.colour) : this.#marks);
  }

  async #turn() {
    await this.#give();
    this.#page += 1;
    this.#marks = annexFrame(this.#document, this.#page);
    this.#y = paper.top;
  }
}

/** An annex that is written into a stream while its calls come. */
export function openAnnex(
  document: Document,
  options: AnnexOptions,
  out: Writable,
): { readonly annex: Annex; readonly file: OpenPages } {
  const words = wordingOf(document).say.usageWords;
  const facts = {
    title: `${words.annex}. ${words.annexOf(String(document.number))}`,
    author: document.seller.name,
    language: document.language,
    date: document.issueDate,
  };
  const file = openPages(facts, out);
  return { annex: new Annex(document, options, file.add), file };
}
