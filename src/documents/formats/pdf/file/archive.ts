/**
 * What makes a file PDF/A-3b (ISO 19005-3) where pdfkit leaves something undone: metadata that is
 * valid XML whatever the seller is called, an identifier that differs where the files inside differ,
 * and checksums as bytes. Output intent, colour profile and fonts are pdfkit's own; it draws nothing.
 */
import { hash } from 'node:crypto';
import type PDFDocument from 'pdfkit';
import type { LocalDate } from '../../../../kernel/index.ts';
import type { Language } from '../../../document.ts';

/** What the file says about itself. */
export interface SheetFacts {
  readonly title: string;
  readonly author: string;
  readonly language: Language;
  /** The day that the file is dated. */
  readonly date: LocalDate;
}

/** A file that travels inside, and how it relates to the pages (PDF/A-3, 6.8). */
export interface Enclosure {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  /** `Alternative`: the same content in another form, not only data behind it. */
  readonly relationship: 'Alternative';
  readonly bytes: Buffer;
}

type Sheet = InstanceType<typeof PDFDocument>;

/** What pdfkit does not show in its types. */
interface Inside {
  _addInfo: () => void;
  _id: Uint8Array;
  appendXML: (xml: string) => void;
}

export const PRODUCER = 'Takst, PDFKit';
export const CREATOR = 'Takst';

/** The instant that stands for a day in a file's dates. */
export const datedAt = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);

/** Makes an open sheet the archive's: its metadata are ours, and the enclosures are in it. */
export function archive(sheet: Sheet, facts: SheetFacts, enclosures: readonly Enclosure[]): void {
  const inside = sheet as unknown as Inside;
  inside._addInfo = () => inside.appendXML(metadataXml(facts));
  inside._id = identifierOf(facts, enclosures);
  const date = datedAt(facts.date);
  for (const { name, mediaType: type, bytes, description, relationship } of enclosures) {
    const dates = { creationDate: date, modifiedDate: date };
    const options = { name, type, description, relationship, ...dates };
    sheet.file(bytes, options);
  }
}

/** Two files of one document differ in their identifier where they differ in what they enclose. */
function identifierOf(facts: SheetFacts, enclosures: readonly Enclosure[]): Uint8Array {
  const enclosed = enclosures.map(({ name, bytes }) => [name, hash('sha256', bytes)]);
  const text = JSON.stringify([facts.author, facts.title, facts.date, enclosed]);
  return hash('sha256', text, 'buffer').subarray(0, 16);
}

const escaped = (text: string): string =>
  text
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ');

/** The properties that a reader shows, as in the file's Info dictionary. */
function metadataXml({ title, author, language, date }: SheetFacts): string {
  const at = `${date}T00:00:00Z`;
  return `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${at}</xmp:CreateDate>
<xmp:ModifyDate>${at}</xmp:ModifyDate>
<xmp:MetadataDate>${at}</xmp:MetadataDate>
<xmp:CreatorTool>${CREATOR}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${PRODUCER}</pdf:Producer>
</rdf:Description>`;
}

const CHECKSUM = Buffer.from('/CheckSum (');

/**
 * pdfkit writes a checksum as 32 letters where the format wants 16 bytes (ISO 32000-1, table 46):
 * brackets for parentheses make the same digits those bytes, and the file no longer or shorter.
 */
export function withChecksums(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf(CHECKSUM); at >= 0; at = bytes.indexOf(CHECKSUM, at + 1)) {
    const open = at + CHECKSUM.length - 1;
    const digits = bytes.subarray(open, open + 34).toString('latin1');
    if (/^\([0-9a-f]{32}\)$/.test(digits)) bytes.write(`<${digits.slice(1, 33)}>`, open, 'latin1');
  }
  return bytes;
}
