/**
 * Draws pages of marks into a PDF file with pdfkit, whatever they are about. The file's dates and
 * its id come from the facts given, never from a clock, so that the same marks are the same file.
 * The typefaces are embedded; nothing about what a page says is decided here.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { invariant } from '../../../../kernel/index.ts';
import type { Mark } from '../page/marks.ts';
import { type Face, paper } from '../page/theme.ts';
import { typeface } from '../page/typeface.ts';
import {
  archive,
  CREATOR,
  datedAt,
  type Enclosure,
  PRODUCER,
  type SheetFacts,
  withChecksums,
} from './archive.ts';
import { type Letters, openLetters } from './letters.ts';
import { openOperators, type PageOperators } from './operators.ts';

export type { Enclosure, SheetFacts } from './archive.ts';

/** How the file is written. */
export interface SheetOptions {
  /** Uncompressed files can be compared across versions of zlib. */
  readonly compress?: boolean;
  /** PDF/A-3b with these files inside; absent: a plain PDF. */
  readonly archive?: readonly Enclosure[];
  /** Pictures that marks name, by their SHA-256. */
  readonly pictures?: ReadonlyMap<string, Buffer>;
}

type Sheet = InstanceType<typeof PDFDocument>;

/** An open file, and the faces that its texts are in. */
interface OpenSheet {
  readonly sheet: Sheet;
  readonly letters: ReadonlyMap<Face, Letters>;
}
type Pictures = ReadonlyMap<string, Buffer>;

const faces: readonly Face[] = ['regular', 'strong'];

function openSheet(facts: SheetFacts, options: SheetOptions): OpenSheet {
  const { title, author, language, date } = facts;
  const dated = datedAt(date);
  const sheet = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    compress: options.compress ?? true,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    ...(options.archive ? { subset: 'PDF/A-3b' } : {}),
    // No standard font is loaded; the layout of the typefaces keeps its own cache.
    ...{ font: null as unknown as string, fontLayoutCache: false },
    info: {
      Title: title,
      Author: author,
      Creator: CREATOR,
      Producer: PRODUCER,
      CreationDate: dated,
      ModDate: dated,
    },
  });
  if (options.archive) archive(sheet, facts, options.archive);
  const letters = faces.map((face): [Face, Letters] => {
    // pdfkit takes a parsed font where its types ask for a path or bytes.
    sheet.registerFont(face, typeface(face).font as unknown as string);
    return [face, openLetters(sheet, face)];
  });
  return { sheet, letters: new Map(letters) };
}

function drawMark(sheet: Sheet, page: PageOperators, mark: Mark, pictures: Pictures): void {
  switch (mark.kind) {
    case 'text':
      page.text(mark);
      break;
    case 'box':
      page.box(mark);
      break;
    case 'picture': {
      const bytes = pictures.get(mark.sha256);
      invariant(bytes, `the picture ${mark.sha256} was not given to whoever draws it`);
      sheet.image(bytes, mark.x, mark.y, { width: mark.width, height: mark.height });
      break;
    }
    case 'link':
      sheet.goTo(mark.x, mark.y, mark.width, mark.height, mark.to);
      break;
    case 'anchor':
      sheet.addNamedDestination(mark.name, 'XYZ', 0, mark.y, null);
      sheet.outline.addItem(mark.title);
  }
}

/** What pdfkit does not show of a page that is open. */
interface Content {
  compress: boolean;
  data: Record<string, unknown>;
  write: (bytes: Uint8Array) => void;
}

/** Half the time of zlib's usual 6, for a twelfth more bytes. */
const LEVEL = 4;

/**
 * Draws a page. Its operators become bytes all at once: pdfkit would make an array of bytes of each,
 * some thousands a page, and put them together afterwards.
 */
function drawPage(open: OpenSheet, marks: readonly Mark[], pictures: Pictures): void {
  const { sheet, letters } = open;
  const page = openOperators(letters);
  sheet.addContent = (operator) => {
    page.add(operator);
    return sheet;
  };
  sheet.addPage();
  for (const mark of marks) drawMark(sheet, page, mark, pictures);
  const bytes = Buffer.from(`${page.all()}\n`, 'latin1');
  const { content } = sheet.page as unknown as { content: Content };
  if (content.compress) {
    content.compress = false;
    content.data.Filter = 'FlateDecode';
    content.write(deflateSync(bytes, { level: LEVEL }));
  } else content.write(bytes);
}

/** The bytes of the file. */
export function drawPages(
  facts: SheetFacts,
  pages: readonly (readonly Mark[])[],
  options: SheetOptions = {},
): Promise<Buffer> {
  const pictures: Pictures = options.pictures ?? new Map();
  return new Promise((resolve, reject) => {
    const open = openSheet(facts, options);
    const { sheet } = open;
    const chunks: Buffer[] = [];
    sheet.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.on('end', () => {
      const bytes = Buffer.concat(chunks);
      resolve(options.archive?.length ? withChecksums(bytes) : bytes);
    });
    sheet.on('error', reject);
    for (const marks of pages) drawPage(open, marks, pictures);
    sheet.end();
  });
}

/** A file that is written while its pages come: no more than a page of it is in memory. */
export interface OpenPages {
  /** Draws the next page; waits until what was written has been taken. */
  add(marks: readonly Mark[]): Promise<void>;
  /** Ends the file; the stream is left open. */
  end(): Promise<void>;
}

/** A PDF/A-3b file into a stream, page by page, for what is too long to be held at once. */
export function openPages(facts: SheetFacts, out: Writable): OpenPages {
  const open = openSheet(facts, { archive: [] });
  const { sheet } = open;
  const ended = once(sheet, 'end');
  sheet.on('data', (chunk: Buffer) => out.write(chunk));
  const taken = async () => {
    await new Promise(setImmediate);
    if (out.writableNeedDrain) await once(out, 'drain');
  };
  return {
    add: async (marks) => {
      drawPage(open, marks, new Map());
      await taken();
    },
    end: async () => {
      sheet.end();
      await ended;
      await taken();
    },
  };
}
