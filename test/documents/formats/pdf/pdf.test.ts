import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { documentOf, documentText } from '../../../../src/documents/document.ts';
import { documentFormats } from '../../../../src/documents/formats/index.ts';
import { pdf, renderPdf } from '../../../../src/documents/formats/pdf/pdf.ts';
import { samples } from '../../sample.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the PDF file', () => {
  it('is the same twice, and from the stored text of the document', async () => {
    const document = samples.awkward();
    const first = await pdf.render(document);
    expect(await pdf.render(document)).toEqual(first);
    expect(await pdf.render(documentOf(documentText(document)))).toEqual(first);
  });

  it.each(['America/New_York', 'Pacific/Kiritimati', 'UTC'])(
    'is the same under TZ=%s and another locale',
    async (zone) => {
      const here = await pdf.render(samples['one-page']());
      vi.stubEnv('TZ', zone);
      vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
      expect(await pdf.render(samples['one-page']())).toEqual(here);
    },
  );

  it('does not depend on what was rendered before it', async () => {
    const alone = await pdf.render(samples.english());
    await pdf.render(samples.awkward());
    expect(await pdf.render(samples.english())).toEqual(alone);
  });

  it('embeds its typefaces, and no standard font that a reader must have', async () => {
    const text = (await renderPdf(samples['one-page'](), { compress: false })).toString('latin1');
    expect(text.match(/\/FontFile2/g)).toHaveLength(2);
    expect(text).toMatch(/\+TakstSans-Regular/);
    expect(text).not.toMatch(/Helvetica|\/Type1/);
  });

  it('takes its dates from the issue date, never from the clock', async () => {
    const text = (await renderPdf(samples['one-page'](), { compress: false })).toString('latin1');
    const dates = text.match(/\(D:\d+Z?\)/g);
    expect(dates).toEqual(['(D:20261102000000Z)', '(D:20261102000000Z)']);
    expect(text).toContain('/Lang (da)');
  });

  it('keeps its bytes as long as it keeps its version (R32)', async () => {
    // Raise the version of the format when this changes: stored files keep the version they had.
    const bytes = await renderPdf(samples.awkward(), { compress: false });
    expect({ version: pdf.version, sha256: hash('sha256', bytes) }).toEqual({
      version: '4',
      sha256: '2ac62f681035a7b74f472e267ce1853ec25049b0668801a5bbadab71961b987d',
    });
  });
});

describe('the table of formats', () => {
  it('has pdf, pdfa, csv and peppol, each with a version and a media type', () => {
    expect(documentFormats.names).toEqual(['pdf', 'pdfa', 'csv', 'peppol', 'peppol-pdf']);
    for (const format of documentFormats.all) {
      expect(format.version).toMatch(/^\d+$/);
      expect(format.mediaType).toMatch(/^\w+\/\w+/);
      expect(format.extension).toMatch(/^(pdf|csv|xml)$/);
    }
  });
});

describe('the samples', () => {
  // `PICTURES=folder` also keeps the files there, to be looked at (docs/pictures/README.md).
  it.each(Object.entries(samples))('%s becomes a whole PDF', async (name, make) => {
    const bytes = await pdf.render(make());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.subarray(-6).toString().trim()).toBe('%%EOF');
    if (process.env.PICTURES) writeFileSync(join(process.env.PICTURES, `${name}.pdf`), bytes);
  });
});
