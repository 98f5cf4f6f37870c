// Runs commands one after another as a user would, on a clock that stands, and writes what each says to
// a file of its own; then renders every document in the other language. Arguments: the folder of the
// package, the folder to write to, a JSON array of commands, each an array of words. Tells at the end
// what zone and locale it ran under.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';

const [, , home, folder, json] = process.argv;
const { runTakst } = await import(`${home}/dist/cli/index.js`);
const { documentFormats, listDocuments } = await import(`${home}/dist/documents/index.js`);
const { openDatabase } = await import(`${home}/dist/db/index.js`);

const keeping = () => {
  const stream = new PassThrough();
  const pieces = [];
  stream.on('data', (piece) => pieces.push(piece));
  return Object.assign(stream, { bytes: () => Buffer.concat(pieces) });
};

await mkdir(join(folder, 'said'), { recursive: true });
const codes = {};
for (const words of JSON.parse(json)) {
  const [out, err] = [keeping(), keeping()];
  const now = () => new Date('2026-11-20T23:30:00Z');
  const stop = new AbortController().signal;
  const inFolder = words.map((word) => word.replace('{to}', folder));
  const code = await runTakst(inFolder, { environment: undefined, out, err, now, stop });
  await new Promise(setImmediate);
  const name = words.join(' ').replaceAll('/', '_');
  codes[name] = code === 0 || code === 3 ? code : `${code} ${err.bytes()}`;
  const said = Buffer.concat([out.bytes(), err.bytes()])
    .toString('utf8')
    .replaceAll(folder, '{to}');
  await writeFile(join(folder, 'said', `${name}.txt`), said);
}

const rendered = async (document, name, files) => {
  const format = documentFormats.find(name);
  if (files.has(name)) return;
  for (const inside of format.embeds ?? []) await rendered(document, inside, files);
  if ((format.check?.(document) ?? []).some((it) => it.severity === 'error')) return;
  files.set(name, await format.render(document, files));
};
await mkdir(join(folder, 'english'));
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir: '' });
const documents = [];
await listDocuments(database, {}, (page) => documents.push(...page));
await database.close();
for (const document of documents) {
  const files = new Map();
  for (const name of documentFormats.names) {
    await rendered({ ...document, language: 'en' }, name, files);
  }
  for (const [name, bytes] of files) {
    await writeFile(join(folder, 'english', `${document.number}.${name}`), bytes);
  }
}

const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
const number = (1234.5).toLocaleString();
process.stdout.write(JSON.stringify({ locale, timeZone, number, codes }));
