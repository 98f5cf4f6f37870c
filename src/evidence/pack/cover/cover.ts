/**
 * The cover sheet: what a person reads first, on one page or two. Who asked and whether the answer
 * came in time, the result as a picture, what stands open with its kroner, how good the evidence
 * is, what is left out, and how to check the rest without trusting us (R37, R38).
 */
import { drawPages, page } from '../../../documents/index.ts';
import { localDateOf } from '../../../kernel/index.ts';
import type { ChainHead, PackFacts } from '../facts.ts';
import { leftOutOf } from '../left-out.ts';
import type { Kroner, PackResult } from '../result.ts';
import { type Fact, factList, factPanel, paragraph } from './parts.ts';
import { pictureBlocks } from './picture.ts';
import { evidenceBlocks, findingBlocks, licenceBlocks, typeBlocks } from './tables.ts';
import { type Wording, wordingOf } from './wording.ts';

const { box, colors, fitLine, leading, paginate, paper, rule, styles, text, textWidth, widthOf } =
  page;

function titleBlock(facts: PackFacts, { say }: Wording): page.Block {
  const after = paper.left + widthOf(`${say.title} `, styles.title);
  const operator = leading(styles.sender.size) + 9;
  return {
    height: 16 + operator + leading(styles.title.size),
    gap: 0,
    keepWithNext: true,
    draw: (top) => {
      const baseline = top + 16 + operator + styles.title.size;
      const name = fitLine(facts.operator, textWidth, styles.sender);
      const maker = text(name, paper.left, top + 9 + styles.sender.size, styles.sender);
      return [
        box(paper.left, top, 26, 3, colors.accent),
        maker,
        text(say.title, paper.left, baseline, styles.title),
        text(say.request(facts.request.requestId), after, baseline, styles.titleNumber),
      ];
    },
  };
}

function scopeText({ request, customers }: PackFacts, { say, write }: Wording): string {
  const [customer] = customers;
  if (request.customerId !== undefined) {
    return say.oneCustomer(customer?.name ?? '', request.customerId);
  }
  const { resellerName, resellerId } = request;
  const count = say.customers(write.count(customers.length), customers.length === 1);
  return say.wholeReseller(resellerName, resellerId, count);
}

function clockFacts(facts: PackFacts, result: PackResult, wording: Wording): Fact[] {
  const { say, write, moment } = wording;
  const { request } = facts;
  const named = request.requestedBy ? `, ${request.requestedBy}` : '';
  const due = (day: string, inTime: boolean | undefined) =>
    `${say.endOf(day)}, ${inTime ? say.inTime : say.late}`;
  // A clock ends as the day after begins; people name the day that it ends with.
  const lastDay = (at: Date) => write.date(localDateOf(new Date(at.getTime() - 1)));
  const first: Fact[] = request.first
    ? [{ label: say.firstDue, value: due(lastDay(request.first.dueAt), result.firstInTime) }]
    : [];
  return [
    { label: say.asks, value: `${say.requester[request.requester]}${named}` },
    { label: say.reseller, value: `${request.resellerName} (${request.resellerId})` },
    { label: say.received, value: moment(request.receivedAt) },
    { label: say.answered, value: moment(facts.madeAt) },
    ...first,
    { label: say.due, value: due(write.date(request.dueOn), result.inTime), strong: true },
  ];
}

function resultBlocks(result: PackResult, wording: Wording): page.Block[] {
  const { say, write, kroner } = wording;
  const { counts, openFindings, tooLittle, tooMuch } = result;
  const compared = result.employees.length - counts['not-concerned'];
  const bare = counts['not-evidenced'];
  const headline =
    compared === 0
      ? say.nothingToCompare
      : say.agreeing(write.count(counts.agrees), write.count(compared), compared === 1);
  const lacking = bare > 0 ? [say.noEvidence(write.count(bare), bare === 1)] : [];
  const open = openFindings.length;
  const amounts = ({ monthly, total }: Kroner) => [kroner(monthly), kroner(total)] as const;
  const findings =
    open === 0
      ? [say.noOpenFindings]
      : [
          say.openFindings(write.count(open), open === 1),
          ...(tooLittle.total > 0n ? [say.tooLittle(...amounts(tooLittle))] : []),
          ...(tooMuch.total > 0n ? [say.tooMuch(...amounts(tooMuch))] : []),
        ];
  return [
    paragraph(headline, styles.section, { gap: 18, keepWithNext: true }),
    paragraph([...lacking, ...findings].join(' '), styles.fact, { gap: 2, keepWithNext: true }),
    ...pictureBlocks(result, wording),
  ];
}

function sealBlocks(facts: PackFacts, { say, write }: Wording): page.Block[] {
  const head = ({ seq, hash }: ChainHead) => `${hash} (${say.entries(write.count(Number(seq)))})`;
  const seals: Fact[] = [
    { label: say.ledgerHead, value: head(facts.ledgerHead) },
    { label: say.journalHead, value: head(facts.journalHead) },
    { label: say.key, value: facts.keyId },
    { label: say.knownAt, value: say.batch(facts.cutOffBatch) },
  ];
  return [
    paragraph(say.seal, styles.tableTitle, { gap: 14, keepWithNext: true }),
    factList(seals, { gap: 4, keepWithNext: true }),
    paragraph(say.verify, styles.note, { gap: 4 }),
  ];
}

function leftOutBlocks(facts: PackFacts, { say }: Wording): page.Block[] {
  const items = leftOutOf(facts);
  return [
    paragraph(say.leftOut, styles.tableTitle, { gap: 14, keepWithNext: true }),
    ...items.map(({ what, why }, i) =>
      paragraph(`\u2013 ${what}. ${why}`, styles.note, { gap: 3, keepWithNext: i === 0 }),
    ),
  ];
}

function blocksOf(facts: PackFacts, result: PackResult, wording: Wording): page.Block[] {
  const { say } = wording;
  const subtitle = say.answerTo(say.requester[facts.request.requester], scopeText(facts, wording));
  return [
    titleBlock(facts, wording),
    paragraph(subtitle, styles.subtitle, { gap: 4, keepWithNext: true }),
    factPanel(clockFacts(facts, result, wording), 12),
    ...resultBlocks(result, wording),
    ...typeBlocks(result, wording),
    ...findingBlocks(facts, result, wording),
    ...licenceBlocks(result, wording),
    ...evidenceBlocks(result, wording),
    ...leftOutBlocks(facts, wording),
    ...sealBlocks(facts, wording),
  ];
}

function footMarks(facts: PackFacts, number: number, pages: number, { say }: Wording): page.Mark[] {
  const title = [facts.operator, say.title, say.request(facts.request.requestId)];
  const count = say.page(number, pages);
  const room = textWidth - widthOf(count, styles.note) - 12;
  const line = title.join(' \u00b7 ');
  return [
    rule(paper.left, paper.foot - 12, textWidth, colors.hairline),
    text(fitLine(line, room, styles.note), paper.left, paper.foot, styles.note),
    text(count, paper.right, paper.foot, styles.note, 'right'),
  ];
}

/** The marks of each page. */
export function layoutCover(facts: PackFacts, result: PackResult): page.Mark[][] {
  const wording = wordingOf(facts.language);
  const pages = paginate(blocksOf(facts, result, wording), paper);
  const places = { pageOf: () => 1 };
  return pages.map(({ blocks }, i) => [
    ...footMarks(facts, i + 1, pages.length, wording),
    ...blocks.flatMap(({ block, top }) => block.draw(top, places)),
  ]);
}

/** The bytes of the file. */
export function coverPdf(facts: PackFacts, result: PackResult): Promise<Buffer> {
  const { say } = wordingOf(facts.language);
  const sheet = {
    title: `${say.title}, ${say.request(facts.request.requestId)}`,
    author: facts.operator,
    language: facts.language,
    date: localDateOf(facts.madeAt),
  };
  return drawPages(sheet, layoutCover(facts, result));
}
