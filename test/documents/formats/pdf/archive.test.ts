/** PDF/A-3b with the XML inside, by programs that are not ours: qpdf and poppler. */
import { hash } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/documents/document.ts';
import { drawPages } from '../../../../src/documents/formats/pdf/file/sheet.ts';
import { layoutDocument } from '../../../../src/documents/formats/pdf/layout.ts';
import { pdf, pdfa } from '../../../../src/documents/formats/pdf/pdf.ts';
import { ublBytes } from '../../../../src/documents/formats/peppol/ubl.ts';
import { localDate } from '../../../../src/kernel/index.ts';
import { logoOf } from '../../../../src/register/brands/brand.ts';
import { sampleLogo } from '../../../register/brands/png-file.ts';
import { archiveFaults } from '../../../support/archive-rules.ts';
import {
  detached,
  hasPdfTools,
  pdfFonts,
  pdfInfo,
  pdfObjects,
  qpdfCheck,
} from '../../../support/pdf-tools.ts';
import { sampleDocument, samples } from '../../sample.ts';

const logo = logoOf(sampleLogo());
const sha256 = logo.sha256.toString('hex');
const pictures = new Map([[sha256, logo.bytes]]);

const branded = (document: Document): Document => ({
  ...document,
  brand: { colour: '#7a1f3d', logo: { sha256, width: logo.width, height: logo.height } },
});

/** Markup and letters that no typeface of ours has, where a seller or a customer is named. */
function oddlyNamed(): Document {
  const made = sampleDocument({ sections: [{ employees: 2, destinations: 1 }] });
  const seller = { ...made.seller, name: 'Å & <Søn> "ApS" \u{1f642}' };
  return { ...made, seller, buyer: { ...made.buyer, name: '\u6f22\u5b57 \u0627 Kunde' } };
}

const all: Readonly<Record<string, () => Document>> = {
  ...samples,
  branded: () => branded(samples.awkward()),
  'branded credit note': () => branded(samples['credit-note']()),
  'oddly named': oddlyNamed,
};

async function enclosing(document: Document): Promise<{ file: Buffer; xml: Buffer }> {
  const xml = await ublBytes(document, new Map());
  return { file: await pdfa.render(document, new Map([['peppol', xml]]), pictures), xml };
}

describe.skipIf(!hasPdfTools)('a PDF by the programs of others', () => {
  it.each(Object.entries(all))(
    '%s is whole, and breaks no rule of PDF/A-3b',
    async (_, make) => {
      const plain = await pdf.render(make(), undefined, pictures);
      const { file, xml } = await enclosing(make());
      for (const bytes of [plain, file]) {
        expect(qpdfCheck(bytes)).toContain('No syntax or stream encoding errors found');
        expect(archiveFaults(bytes)).toEqual([]);
      }
      expect(detached(plain)).toEqual(new Map());
      expect(detached(file)).toEqual(new Map([[`${make().number}.xml`, xml]]));
    },
    60_000,
  );

  it('has its fonts embedded, as subsets whose text can be copied', async () => {
    const fonts = pdfFonts(await pdf.render(samples.awkward()));
    expect(fonts.map(([name]) => name)).toEqual([
      expect.stringMatching(/^[A-Z]{6}\+TakstSans-Regular$/),
      expect.stringMatching(/^[A-Z]{6}\+TakstSans-SemiBold$/),
    ]);
    for (const font of fonts) expect(font.slice(-5, -2)).toEqual(['yes', 'yes', 'yes']);
  });

  it('is titled, and dated by the day of issue, whatever the seller is called', async () => {
    const info = pdfInfo(await pdf.render(oddlyNamed()));
    expect([info.get('Title'), info.get('Author')]).toEqual([
      'Faktura 10000001',
      'Å & <Søn> "ApS" \u{1f642}',
    ]);
    expect([info.get('CreationDate'), info.get('ModDate')]).toEqual(
      Array(2).fill('2026-11-02T00:00:00Z'),
    );
    expect(info.get('Metadata Stream')).toBe('yes');
  });

  it('has in its XML the checksum of the XML, as 16 bytes', async () => {
    const { file, xml } = await enclosing(samples['one-page']());
    const spec = [...pdfObjects(file).values()].find(({ stream }) => stream?.data.equals(xml));
    const params = spec?.stream?.dict['/Params'] as Record<string, unknown>;
    expect(params['/CheckSum']).toBe(`b:${hash('md5', xml)}`);
  });

  it('encloses the XML as another form of the whole document', async () => {
    const { file } = await enclosing(samples.english());
    const [spec] = [...pdfObjects(file).values()].flatMap(({ value }) =>
      (value as Record<string, unknown> | null)?.['/Type'] === '/Filespec' ? [value] : [],
    );
    expect(spec).toMatchObject({
      '/AFRelationship': '/Alternative',
      '/Desc': 'u:The document as Peppol BIS Billing 3 (UBL)',
      '/UF': 'u:10000006.xml',
    });
  });

  it('has another identifier with the XML than without', async () => {
    const document = samples['one-page']();
    const idOf = (bytes: Buffer) =>
      /"\/ID":\[[^\]]+\]/.exec(JSON.stringify(pdfObjects(bytes).get('trailer')))?.[0];
    const ids = [await pdf.render(document), (await enclosing(document)).file].map(idOf);
    expect(new Set([...ids, undefined]).size).toBe(3);
  });
});

const facts = { title: 'x', author: 'x', language: 'da', date: localDate('2026-11-02') } as const;

/** A file with something that an archive does not take, drawn by pdfkit as it comes. */
function spoilt(spoil: (sheet: InstanceType<typeof PDFDocument>) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const options = {
      subset: 'PDF/A-3b',
      pdfVersion: '1.7',
      font: null as unknown as string,
    } as const;
    const sheet = new PDFDocument({ ...options, info: { Title: 'A', Author: 'B' } });
    const chunks: Buffer[] = [];
    sheet.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.on('end', () => resolve(Buffer.concat(chunks)));
    spoil(sheet);
    sheet.end();
  });
}

describe.skipIf(!hasPdfTools)('the rules that files are held against', () => {
  it('find a file that is no archive', async () => {
    const bytes = await drawPages(facts, [layoutDocument(samples['one-page']())[0] ?? []]);
    expect(archiveFaults(bytes)).toEqual(expect.arrayContaining(['6.6.4 part']));
  });

  it.each<[string, string, (sheet: InstanceType<typeof PDFDocument>) => void]>([
    ['transparency', '6.2.10', (s) => s.opacity(0.5).rect(0, 0, 9, 9).fill('red')],
    ['a font of the reader', 'a kind not looked at', (s) => s.font('Helvetica').text('x')],
    ['a link to the web', '6.5.1', (s) => s.link(0, 0, 9, 9, 'https://takst.example')],
    ['a note', '6.3.1', (s) => s.note(0, 0, 9, 9, 'x')],
    ['metadata that are no XML', '6.6.2.1', (s) => Object.assign(s.info, { Author: 'A & B' })],
    ['a file of no type', '6.8 type', (s) => s.file(Buffer.from('x'), { name: 'x' })],
    ['JavaScript', '6.5.1', (s) => s.addNamedJavaScript('x', 'app.alert(1)')],
    ['CMYK colours', '6.2.4.3', (s) => s.fillColor([0, 0, 0, 100]).rect(0, 0, 9, 9).fill()],
  ])('find %s', async (_what, clause, spoil) => {
    expect(archiveFaults(await spoilt(spoil)).join('\n')).toContain(clause);
  });
});
