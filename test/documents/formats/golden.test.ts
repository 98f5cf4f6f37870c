/**
 * Every folder of test/golden/documents holds a document as it is stored and the CSV that it must
 * give. `GOLDEN=update` writes the expected files anew; the difference is then read in review.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/documents/document.ts';
import { csv } from '../../../src/documents/formats/csv.ts';

const folder = new URL('../../golden/documents/', import.meta.url);

describe('the golden documents', () => {
  it.each(readdirSync(folder))('%s gives the expected CSV to the byte', (name) => {
    const input = readFileSync(new URL(`${name}/input.json`, folder), 'utf8');
    const expected = new URL(`${name}/expected.csv`, folder);
    const bytes = csv.render(documentOf(input)) as Buffer;
    if (process.env.GOLDEN === 'update') writeFileSync(expected, bytes);
    expect(bytes.toString('utf8')).toBe(readFileSync(expected, 'utf8'));
  });
});
