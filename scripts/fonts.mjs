/**
 * Makes the two typefaces of the PDF rendering: IBM Plex Sans, cut down to the letters that names
 * in Europe are written with, and renamed, as the Open Font License asks of a changed version of a
 * font whose name is reserved. Run by hand and rarely, since the files it writes are kept:
 *
 *   npm install --no-save --ignore-scripts @ibm/plex-sans@1.1.0 subset-font@2.9.0
 *   node scripts/fonts.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(process.env.FONT_PACKAGES ?? import.meta.url);
const subsetFont = require('subset-font');
const source = dirname(require.resolve('@ibm/plex-sans/package.json'));
const target = new URL('../src/documents/formats/pdf/fonts/', import.meta.url);

/** Latin with its extensions, Greek, Cyrillic, Vietnamese, and the punctuation of documents. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x1e00, 0x1eff],
  [0x2010, 0x2026],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2116, 0x2122],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
];
const letters = ranges
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
  .map((code) => String.fromCodePoint(code))
  .join('');

/** The tables of an sfnt file by tag. */
function tablesOf(font) {
  const tables = new Map();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + i * 16;
    const start = font.readUInt32BE(at + 8);
    const tag = font.toString('latin1', at, at + 4);
    tables.set(tag, Buffer.from(font.subarray(start, start + font.readUInt32BE(at + 12))));
  }
  return tables;
}

/** A `name` table for Windows, English: [name id, text] pairs in rising order of id. */
function nameTable(names) {
  const head = Buffer.alloc(6 + names.length * 12);
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(([id], i) => {
    const fields = [3, 1, 0x409, id, texts[i].length, offset];
    for (const [n, field] of fields.entries()) head.writeUInt16BE(field, 6 + i * 12 + n * 2);
    offset += texts[i].length;
  });
  return Buffer.concat([head, ...texts]);
}

function checksum(table) {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) {
    const word = Buffer.alloc(4);
    table.copy(word, 0, at, Math.min(at + 4, table.length));
    sum = (sum + word.readUInt32BE(0)) >>> 0;
  }
  return sum;
}

function sfntOf(version, tables) {
  const tags = [...tables.keys()].sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const head = Buffer.alloc(12 + tags.length * 16);
  head.writeUInt32BE(version, 0);
  for (const [n, field] of [
    tags.length,
    power * 16,
    Math.log2(power),
    (tags.length - power) * 16,
  ].entries()) {
    head.writeUInt16BE(field, 4 + n * 2);
  }
  tables.get('head').writeUInt32BE(0, 8);
  const body = [];
  let start = head.length;
  tags.forEach((tag, i) => {
    const table = tables.get(tag);
    head.write(tag, 12 + i * 16, 'latin1');
    for (const [n, field] of [checksum(table), start, table.length].entries()) {
      head.writeUInt32BE(field, 16 + i * 16 + n * 4);
    }
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    body.push(padded);
    start += padded.length;
  });
  const font = Buffer.concat([head, ...body]);
  const headAt = head.readUInt32BE(12 + tags.indexOf('head') * 16 + 8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

for (const weight of ['Regular', 'SemiBold']) {
  const whole = readFileSync(join(source, `fonts/complete/woff2/IBMPlexSans-${weight}.woff2`));
  const cut = await subsetFont(whole, letters, { targetFormat: 'sfnt' });
  const tables = tablesOf(cut);
  for (const unused of ['GSUB', 'GDEF', 'gasp', 'fpgm', 'prep', 'cvt ', 'DSIG', 'meta']) {
    tables.delete(unused);
  }
  const names = [
    [0, 'Copyright 2017 IBM Corp. Cut down and renamed; a modified version.'],
    [1, `Takst Sans ${weight}`],
    [2, 'Regular'],
    [3, `Takst Sans ${weight} 1`],
    [4, `Takst Sans ${weight}`],
    [5, 'Version 1.0'],
    [6, `TakstSans-${weight}`],
    [13, 'SIL Open Font License, Version 1.1'],
    [14, 'https://openfontlicense.org'],
  ];
  tables.set('name', nameTable(names));
  const font = sfntOf(cut.readUInt32BE(0), tables);
  writeFileSync(new URL(`takst-sans-${weight.toLowerCase()}.ttf`, target), font);
  console.log(`${weight}: ${font.length} bytes`);
}
