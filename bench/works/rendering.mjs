/**
 * Rendering: the documents of a month as PDF, drawn on one core, and the same as they are handed out
 * (read, drawn, stored) with whatever cores that uses; against pdfkit drawing one page of plain text.
 * Pages are compared, since a document may have forty.
 */
import { availableParallelism } from 'node:os';
import PDFDocument from 'pdfkit';
import { perSecond, timed, whole } from '../measure.mjs';
import {
  bill,
  callsFileOf,
  documentFormats,
  importCalls,
  inDatabase,
  listDocuments,
  renderDocuments,
} from '../product.mjs';
import { makeWorld, monthsUpTo, registerDatabase, sizes } from '../worlds.mjs';

const PLAIN_FILES = { small: 150, full: 600 };

export const rendering = {
  name: 'rendering',
  title: 'rendering PDFs',
  measure: async (bench) => {
    const format = documentFormats.find('pdf');
    const billed = await billedMonth(bench);
    const documents = await inDatabase(billed, async (database) => {
      const all = [];
      await listDocuments(database, {}, (page) => void all.push(...page));
      return all;
    });
    let pages = 0;
    const runs = await bench.repeat(3, 'drawing, then plain pdfkit', async () => {
      const count = PLAIN_FILES[bench.scale];
      const ours = await timed(() => drawAll(format, documents));
      const its = await timed(() => drawPlain(count));
      pages = ours.result;
      return { drawn: pages / ours.seconds, plain: count / its.seconds };
    });
    const handed = await bench.repeat(3, 'handing out', () =>
      bench.server.withClone(billed, (copy) =>
        inDatabase(copy, async (database) => {
          const asked = { filter: {}, format, now: new Date() };
          return pages / (await timed(() => renderDocuments(database, asked, () => {}))).seconds;
        }),
      ),
    );
    await bench.server.drop(billed);
    const cores = availableParallelism();
    const size = `${whole(documents.length)} documents, ${whole(pages)} pages`;
    const row = (key, ours, note) => {
      return { key, ours, its: runs.map((run) => run.plain), text: perSecond('pages'), note };
    };
    const drawn = runs.map((run) => run.drawn);
    const perCore = handed.map((rate) => rate / cores);
    return [row('rendering', drawn, size), row('export', perCore, `of ${cores} cores`)];
  },
};

/** A database with one month billed. */
async function billedMonth(bench) {
  const world = await makeWorld(bench, 'rendering', sizes[bench.scale].rendering, monthsUpTo(1));
  const [{ month, directory }] = world.folders;
  const base = await registerDatabase(bench, world);
  await inDatabase(base, async (database) => {
    await importCalls(database, await callsFileOf(directory), month);
    await bill(database, month);
  });
  return base;
}

async function drawAll(format, documents) {
  let pages = 0;
  for (const document of documents) pages += pagesIn(await format.render(document));
  return pages;
}

/** Pages of a PDF: page objects stand uncompressed in what pdfkit writes. */
function pagesIn(bytes) {
  const found = bytes.toString('latin1').match(/\/Type \/Page\b/g);
  if (!found) throw new Error('a PDF without a page that can be counted');
  return found.length;
}

const LINE = 'Opkald til Danmark mobil, 412 opkald, 1.021 minutter, æøå ÆØÅ: 250,07 kr';
const LINES = 45;

async function drawPlain(count) {
  for (let file = 0; file < count; file += 1) {
    await new Promise((resolve, reject) => {
      const sheet = new PDFDocument({ size: 'A4', margin: 50 });
      sheet.on('data', () => undefined);
      sheet.on('end', resolve);
      sheet.on('error', reject);
      sheet.fontSize(10);
      for (let line = 1; line <= LINES; line += 1) sheet.text(`${line}. ${LINE}`);
      sheet.end();
    });
  }
}
