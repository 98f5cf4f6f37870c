/**
 * Rendering: the documents of a month as PDF, drawn on one core; the same as they are exported (read,
 * drawn, kept, written as files) by a process that uses all cores; and what such a process needs of
 * memory for all formats. Pages are compared with pdfkit drawing one page of plain text, since a
 * document may have forty.
 */
import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { megabytes, perSecond, timed, whole } from '../measure.mjs';
import {
  bill,
  callsFileOf,
  documentFormats,
  importCalls,
  inDatabase,
  listDocuments,
} from '../product.mjs';
import { makeWorld, monthsUpTo, registerDatabase, sizes } from '../worlds.mjs';

const PROGRAM = fileURLToPath(new URL('../export-process.mjs', import.meta.url));
const PLAIN_FILES = { small: 150, full: 600 };
/** Documents that are drawn on one core. */
const DRAWN = { small: 60, full: 240 };

export const rendering = {
  name: 'rendering',
  title: 'rendering PDFs',
  measure: async (bench) => {
    const billed = await billedMonth(bench);
    const documents = await someDocuments(billed, DRAWN[bench.scale]);
    const plain = async () => {
      const count = PLAIN_FILES[bench.scale];
      return count / (await timed(() => drawPlain(count))).seconds;
    };
    const runs = await bench.repeat(3, 'drawing, then plain pdfkit', async () => {
      const { seconds, result: pages } = await timed(() => drawAll(documents));
      return { pages, ours: pages / seconds, its: await plain() };
    });
    const exported = await bench.repeat(3, 'exporting, then plain pdfkit', async () => {
      const { pages, seconds, files } = await exportElsewhere(bench, billed, ['pdf']);
      return { files, pages, ours: pages / seconds / availableParallelism(), its: await plain() };
    });
    const all = documentFormats.names;
    const large = await bench.repeat(1, `exporting ${all.join(', ')}`, () =>
      exportElsewhere(bench, billed, all),
    );
    await bench.server.drop(billed);
    const row = (key, figures, note) => {
      const [ours, its] = [figures.map((run) => run.ours), figures.map((run) => run.its)];
      return { key, ours, its, text: perSecond('pages'), note };
    };
    const amount = ({ pages }, count) => `${whole(count)} documents, ${whole(pages)} pages`;
    return [
      row('rendering', runs, amount(runs[0], documents.length)),
      row(
        'export',
        exported,
        `${amount(exported[0], exported[0].files)}, of ${availableParallelism()} cores`,
      ),
      {
        key: 'export-memory',
        ours: large.map((run) => run.megabytes),
        its: undefined,
        text: megabytes,
        note: `${whole(large[0].files)} files of ${whole(exported[0].files)} documents: ${all.join(', ')}`,
      },
    ];
  },
};

async function someDocuments(billed, count) {
  const some = [];
  await inDatabase(billed, (database) =>
    listDocuments(database, {}, (page) => void some.push(...page.slice(0, count - some.length))),
  );
  return some;
}

/** Exports a copy of the database into a folder by a process of its own; counts pages afterwards. */
async function exportElsewhere(bench, billed, formats) {
  const folder = join(bench.server.folder, 'exported');
  const run = await bench.server.withClone(billed, async ({ url }) => {
    const child = spawn(process.execPath, [PROGRAM, url, folder, formats.join(',')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    if (code !== 0) throw new Error(`the exporting process ended with ${code}`);
    return JSON.parse(output);
  });
  let pages = 0;
  for (const name of await readdir(folder)) {
    if (name.endsWith('-pdf.pdf')) pages += pagesIn(await readFile(join(folder, name)));
  }
  await rm(folder, { recursive: true });
  return { ...run, pages };
}

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

async function drawAll(documents) {
  const format = documentFormats.find('pdf');
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
