/**
 * What PDF/A-3b (ISO 19005-3) asks of a file, as far as such a file as ours can break it, checked on the
 * objects that qpdf reads. No validator of PDF/A can be installed by name here, so these are written
 * from the clauses; each answer names its clause. Not a whole validator: it knows no Type 3 fonts,
 * forms, layers or patterns, and says so of what it meets.
 */
import { convert } from 'xmlbuilder2';
import { type PdfObject, type PdfValue, pdfObjects } from './pdf-tools.ts';

type Dict = Readonly<Record<string, PdfValue>>;

interface Opened {
  readonly objects: ReadonlyMap<string, PdfObject>;
  readonly dicts: readonly Dict[];
  readonly catalog: Dict;
  readonly trailer: Dict;
  /** What a value is, a reference followed. */
  readonly at: (value: PdfValue | undefined) => PdfValue | undefined;
  readonly streamAt: (value: PdfValue | undefined) => PdfObject['stream'];
}

const isDict = (value: PdfValue | undefined): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function opened(bytes: Buffer): Opened {
  const objects = pdfObjects(bytes);
  const of = (value: PdfValue | undefined): PdfObject | undefined =>
    typeof value === 'string' && /^\d+ \d+ R$/.test(value) ? objects.get(value) : undefined;
  const at = (value: PdfValue | undefined): PdfValue | undefined => {
    const found = of(value);
    return found ? (found.value ?? found.stream?.dict) : value;
  };
  const trailer = objects.get('trailer')?.value as Dict;
  const dicts: Dict[] = [];
  const visit = (value: PdfValue | undefined): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isDict(value)) {
      dicts.push(value);
      Object.values(value).forEach(visit);
    }
  };
  for (const { value, stream } of objects.values()) visit(value ?? stream?.dict);
  const catalog = at(trailer['/Root']) as Dict;
  return { objects, dicts, catalog, trailer, at, streamAt: (value) => of(value)?.stream };
}

/** What the file breaks, a line each; none: it breaks nothing that is looked at here. */
export function archiveFaults(bytes: Buffer): string[] {
  const file = opened(bytes);
  return [
    ...structureFaults(bytes, file),
    ...metadataFaults(file),
    ...colourFaults(file),
    ...fontFaults(file),
    ...pageFaults(file),
    ...enclosureFaults(file),
  ];
}

function structureFaults(bytes: Buffer, { trailer, catalog, dicts }: Opened): string[] {
  const faults: string[] = [];
  if (!/^%PDF-1\.[0-7]\n/.test(bytes.toString('latin1', 0, 9))) faults.push('6.1.2 header');
  const comment = bytes.subarray(9, 14);
  const high = comment[0] === 0x25 && comment.subarray(1).every((byte) => byte > 127);
  if (!high) faults.push('6.1.2 four bytes above 127 after the header');
  if (!Array.isArray(trailer['/ID']) || trailer['/ID'].length !== 2) faults.push('6.1.3 file ID');
  if (trailer['/Encrypt'] !== undefined) faults.push('6.1.3 encrypted');
  if (!bytes.subarray(-7).toString('latin1').trim().endsWith('%%EOF')) faults.push('6.1.3 end');
  for (const key of ['/OpenAction', '/AA', '/NeedsRendering', '/Requirements', '/OCProperties']) {
    if (catalog[key] !== undefined) faults.push(`6.5 ${key} in the catalog`);
  }
  for (const dict of dicts) {
    for (const key of ['/F', '/FFilter', '/FDecodeParms']) {
      if (dict['/Length'] !== undefined && dict[key]) faults.push(`6.1.7.1 ${key} in a stream`);
    }
    const filters = [dict['/Filter'] ?? []].flat();
    if (filters.includes('/LZWDecode')) faults.push('6.1.7.2 LZW');
  }
  return faults;
}

function metadataFaults({ catalog, streamAt }: Opened): string[] {
  const stream = streamAt(catalog['/Metadata']);
  if (!stream) return ['6.6.2.1 no metadata'];
  const faults: string[] = [];
  const { dict, data } = stream;
  if (dict['/Filter'] !== undefined) faults.push('6.6.2.1 metadata packed');
  if (dict['/Type'] !== '/Metadata' || dict['/Subtype'] !== '/XML') faults.push('6.6.2.1 type');
  const text = data.toString('utf8');
  if (!/^<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>/.test(text)) {
    faults.push('6.6.2.1 packet header');
  }
  // The reader below forgives a bare ampersand, which an archive's reader does not.
  if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)) faults.push('6.6.2.1 no XML');
  let properties = '';
  try {
    properties = JSON.stringify(
      convert(text.replace(/<\?xpacket[^>]*\?>/g, ''), { format: 'object' }),
    );
  } catch (error) {
    return [...faults, `6.6.2.1 metadata are no XML: ${(error as Error).message}`];
  }
  if (!properties.includes('"pdfaid:part":"3"')) faults.push('6.6.4 part');
  if (!properties.includes('"pdfaid:conformance":"B"')) faults.push('6.6.4 conformance');
  const known = new Set(['x', 'xmlns', 'rdf', 'pdfaid', 'xmp', 'dc', 'pdf', 'xml']);
  for (const [, prefix = ''] of properties.matchAll(/"@?(\w+):\w+":/g)) {
    if (!known.has(prefix)) faults.push(`6.6.2.3 a schema that is not declared: ${prefix}`);
  }
  return faults;
}

function colourFaults({ catalog, at, streamAt, dicts }: Opened): string[] {
  const faults: string[] = [];
  const intents = [at(catalog['/OutputIntents']) ?? []].flat().map(at) as Dict[];
  const [intent] = intents;
  if (intents.length !== 1 || intent?.['/S'] !== '/GTS_PDFA1') return ['6.2.3 output intent'];
  const profile = streamAt(intent['/DestOutputProfile']);
  const head = profile?.data.toString('latin1', 12, 24) ?? '';
  if (profile?.dict['/N'] !== 3 || !head.startsWith('mntrRGB ')) faults.push('6.2.3 profile');
  if ((profile?.data[8] ?? 9) > 4) faults.push('6.2.3 version of the profile');
  if (profile?.data.toString('latin1', 36, 40) !== 'acsp') faults.push('6.2.3 profile signature');
  for (const dict of dicts) {
    if (JSON.stringify(dict).includes('/DeviceCMYK')) faults.push('6.2.4.3 CMYK colours');
    if (dict['/SMask'] || (dict['/ca'] ?? 1) !== 1 || (dict['/CA'] ?? 1) !== 1) {
      faults.push('6.2.10 transparency, which we never use');
    }
    if (dict['/BM'] !== undefined && dict['/BM'] !== '/Normal') faults.push('6.2.10 blend mode');
    if (dict['/Subtype'] !== '/Image') continue;
    if (dict['/Interpolate'] === true) faults.push('6.2.8 interpolated image');
    if (dict['/Alternates'] || dict['/OPI']) faults.push('6.2.8 alternate image');
  }
  return faults;
}

function fontFaults({ dicts, at, streamAt }: Opened): string[] {
  const faults: string[] = [];
  for (const font of dicts.filter((dict) => dict['/Type'] === '/Font')) {
    const name = `${font['/BaseFont']}`;
    if (font['/Subtype'] === '/Type0') {
      if (font['/Encoding'] !== '/Identity-H') faults.push(`6.2.11.3.3 encoding of ${name}`);
      if (!streamAt(font['/ToUnicode'])) faults.push(`6.2.11.7 ${name} cannot be read as text`);
      continue;
    }
    if (font['/Subtype'] !== '/CIDFontType2') faults.push(`a kind not looked at: ${name}`);
    if (font['/CIDToGIDMap'] !== '/Identity') faults.push(`6.2.11.3.2 glyph map of ${name}`);
    const descriptor = at(font['/FontDescriptor']) as Dict | undefined;
    const program = streamAt(descriptor?.['/FontFile2']);
    if (!program) {
      faults.push(`6.2.11.4.1 ${name} is not embedded`);
      continue;
    }
    const widths = (at(font['/W']) as readonly PdfValue[])[1] as readonly number[];
    const real = advanceWidths(program.data);
    const off = widths.findIndex((width, glyph) => Math.abs(width - (real[glyph] ?? 0)) > 1);
    if (off >= 0) faults.push(`6.2.11.5 width of glyph ${off} of ${name}`);
  }
  return faults;
}

/** Widths of a TrueType program's glyphs in thousandths of an em, from its own tables. */
function advanceWidths(program: Buffer): number[] {
  const tables = new Map<string, number>();
  for (let n = 0; n < program.readUInt16BE(4); n++) {
    const at = 12 + n * 16;
    tables.set(program.toString('latin1', at, at + 4), program.readUInt32BE(at + 8));
  }
  const place = (name: string) => tables.get(name) ?? 0;
  const unitsPerEm = program.readUInt16BE(place('head') + 18);
  const count = program.readUInt16BE(place('hhea') + 34);
  return Array.from({ length: count }, (_, glyph) => {
    return (program.readUInt16BE(place('hmtx') + glyph * 4) * 1000) / unitsPerEm;
  });
}

function pageFaults({ dicts, at, streamAt, objects }: Opened): string[] {
  const faults: string[] = [];
  for (const dict of dicts) {
    if (dict['/Type'] === '/Annot') {
      const flags = Number(dict['/F'] ?? 0);
      if (dict['/Subtype'] !== '/Link') faults.push(`6.3.1 annotation ${dict['/Subtype']}`);
      // Print set; hidden, invisible, no-view and toggle-no-view not.
      if ((flags & 4) === 0 || (flags & (1 | 2 | 32 | 256)) !== 0) faults.push('6.3.2 flags');
    }
    const action = isDict(dict) && typeof dict['/S'] === 'string' && dict['/Type'] === undefined;
    const known = ['/GoTo', '/GTS_PDFA1'];
    if (action && !known.includes(`${dict['/S']}`)) faults.push(`6.5.1 action ${dict['/S']}`);
    if (dict['/JS'] !== undefined) faults.push('6.5.1 JavaScript');
    if (dict['/Type'] !== '/Page') continue;
    for (const content of [at(dict['/Contents']) ? dict['/Contents'] : []].flat()) {
      const text = streamAt(content)?.data.toString('latin1') ?? '';
      if (/\/DeviceCMYK|(^|\s)[kK](\s|$)/.test(text.replace(/<[^>]*>/g, ''))) {
        faults.push('6.2.4.3 CMYK colour');
      }
      const missing = [...text.matchAll(/<([0-9a-fA-F]+)>/g)].some(([, glyphs = '']) =>
        /^(.{4})*0000/.test(glyphs),
      );
      if (missing) faults.push('6.2.11.8 a letter without a glyph');
    }
  }
  if (objects.size === 0) faults.push('nothing to look at');
  return faults;
}

function enclosureFaults({ dicts, at, streamAt, catalog }: Opened): string[] {
  const faults: string[] = [];
  const associated = [at(catalog['/AF']) ?? []].flat();
  const specs = associated.map(at) as Dict[];
  const all = dicts.filter((dict) => dict['/EF'] !== undefined);
  if (all.length !== specs.length) faults.push('6.8 a file that nothing refers to');
  for (const spec of specs) {
    const name = `${spec['/UF']}`;
    if (!spec['/F'] || !spec['/UF']) faults.push(`6.8 names of ${name}`);
    const relations = ['/Source', '/Data', '/Alternative', '/Supplement', '/Unspecified'];
    if (!relations.includes(`${spec['/AFRelationship']}`)) faults.push(`6.8 relation of ${name}`);
    const stream = streamAt((spec['/EF'] as Dict)['/F']);
    if (!/^\/\w+(\/|#2f)/i.test(`${stream?.dict['/Subtype']}`)) faults.push(`6.8 type of ${name}`);
    const params = at(stream?.dict['/Params']) as Dict | undefined;
    if (params?.['/Size'] !== stream?.data.length) faults.push(`size of ${name}`);
    if (params?.['/ModDate'] === undefined) faults.push(`6.8 date of ${name}`);
  }
  return faults;
}
