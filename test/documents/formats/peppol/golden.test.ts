/**
 * Every folder of test/golden/peppol holds a document as it is stored and the XML that it must give,
 * written by hand from the rules. Where the official rules are there, they are asked too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentOf } from '../../../../src/documents/document.ts';
import { checkUbl } from '../../../../src/documents/formats/peppol/checks/ubl.ts';
import { peppol } from '../../../../src/documents/formats/peppol/peppol.ts';
import { describeWithRules, type Judge, openJudge } from '../../../support/einvoice-rules.ts';

const folder = new URL('../../../golden/peppol/', import.meta.url);
const cases = readdirSync(folder);
const read = (name: string, file: string) =>
  readFileSync(new URL(`${name}/${file}`, folder), 'utf8');

describe('the golden documents as Peppol', () => {
  it.each(cases)('%s gives the expected XML to the byte', (name) => {
    const document = documentOf(read(name, 'input.json'));
    expect(peppol.render(document).toString()).toBe(read(name, 'expected.xml'));
  });

  it.each(cases)('%s passes our own checks', (name) => {
    expect(peppol.check?.(documentOf(read(name, 'input.json')))).toEqual([]);
    expect(checkUbl(read(name, 'expected.xml'))).toEqual([]);
  });
});

describeWithRules('the official rules over the golden documents', () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await openJudge();
  });

  it.each(cases)('find nothing in %s, not even to warn of', async (name) => {
    expect(await judge(read(name, 'expected.xml'))).toEqual([]);
  });
});
