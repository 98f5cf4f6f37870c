/**
 * Files that are larger than any export: each is refused by a sentence, before it exhausts the
 * stack, the memory or anybody's patience.
 */
import { describe, expect, it } from 'vitest';
import { faultText } from '../../../src/kernel/index.ts';
import { readExport } from '../../../src/licensing/index.ts';
import { knownNames } from './names.ts';

const SKU = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const MILLION = 1_000_000;

function refusal(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const found = readExport(bytes, 'export', { knownNames });
  return found.ok ? 'it was read' : found.faults.map(faultText).join('\n');
}

const csv = (cells: string) => `UserPrincipalName,Licenses,ProxyAddresses,Title\n${cells}\n`;
const graph = (fields: string) =>
  `[{"userPrincipalName":"anna@nordnet.example","assignedLicenses":[],${fields}}]`;

describe('a file larger than any export', () => {
  it.each([
    ['nested lists', '['.repeat(200_000)],
    ['nested pages', '{"value":['.repeat(200_000)],
    ['nested lists that are closed', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['nested fields that nobody reads', graph(`"x":${'{"x":'.repeat(99)}1${'}'.repeat(99)}`)],
  ])('is refused for its depth: %s', (_, text) => {
    expect(refusal(text)).toBe(
      'export:1: lists and objects stand more than 64 deep within each other [export.depth]',
    );
  });

  it.each([
    ['a cell', csv(`anna@nordnet.example,,,${'x'.repeat(2 * MILLION)}`), 'export:2: a cell has'],
    ['a text of JSON', graph(`"x":"${'x'.repeat(2 * MILLION)}"`), 'export:1: a text has'],
  ])('is refused for %s of more than 1 MB', (_, text, told) => {
    expect(refusal(text)).toBe(`${told} more than 1,048,576 letters [export.too-large]`);
  });

  it('is refused for more than 256 MB, without being read', () => {
    const why =
      'the file is larger than 256 MB; no export of a tenant is that large [export.too-large]';
    expect(refusal(new Uint8Array(256 * 1024 * 1024 + 1))).toBe(`export: ${why}`);
  });

  it.each([
    ['rows', `UserPrincipalName,Licenses\n${'a,\n'.repeat(MILLION + 1)}`, '1,000,000 rows'],
    ['entries', `[${'{},'.repeat(MILLION)}{}]`, '1,000,000 entries'],
    ['answers', '{}'.repeat(MILLION + 1), '1,000,000 answers'],
    ['values', `[${'0,'.repeat(40 * MILLION)}0]`, '40,000,000 values'],
    ['fields of one object', graph(manyFields(10_001)), '10,000 fields'],
    ['different fields', `[${graphs(11).join(',')}]`, '10,000 different fields'],
  ])('is refused for too many %s', { timeout: 60_000 }, (_, text, told) => {
    expect(refusal(text)).toContain(`more than ${told} [export.too-large]`);
  });

  it.each([
    ['licences', csv(`anna@nordnet.example,${'x:Y;'.repeat(2_001)},,`), 'licences'],
    ['addresses', csv(`anna@nordnet.example,,${'smtp:a@b+'.repeat(2_001)},`), 'SMTP addresses'],
  ])('is refused for too many %s of one account', (_, text, told) => {
    expect(refusal(text)).toContain(`the account has 2,001 ${told}; at most 2,000 are read`);
  });

  it.each([
    ['user principal name', csv(`${'a'.repeat(500)}@nordnet.example,,,`)],
    ['part number', csv(`anna@nordnet.example,nordnet:${'X'.repeat(501)},,`)],
    ['SMTP address', graph(`"mail":"${'a'.repeat(501)}"`)],
    ['object id', graph(`"id":"${'a'.repeat(501)}"`)],
  ])('is refused for a very long %s', (column, text) => {
    expect(refusal(text)).toMatch(new RegExp(`the ${column} has \\d+ letters; at most 500`));
  });

  it('takes no longer for signs that separate nothing than for letters', () => {
    const signs = '+'.repeat(MILLION);
    expect(refusal(csv(`anna@nordnet.example,,${signs},`))).toBe('it was read');
    expect(refusal(csv(`anna@nordnet.example,${signs},,`))).toContain('[export.account-sku]');
    expect(refusal(`${signs.replaceAll('+', ',')}\n`)).toContain('[export.too-large]');
  });
});

describe('a large file that is an export', () => {
  it('is read as any other', () => {
    const users = Array.from(
      { length: 20_000 },
      (_, at) =>
        `{"userPrincipalName":"a${at}@nordnet.example","assignedLicenses":[{"skuId":"${SKU}"}]}`,
    );
    const found = readExport(Buffer.from(`[${users.join(',')}]`), 'export', { knownNames });
    expect(found.ok && found.evidence.accounts.length).toBe(20_000);
  });
});

describe('a remark', () => {
  it('names a few lines of very many with the same user principal name', () => {
    const rows = 'anna@nordnet.example,\n'.repeat(5_000);
    const found = readExport(Buffer.from(`UserPrincipalName,Licenses\n${rows}`), 'e', {
      knownNames,
    });
    const remark = found.ok ? found.evidence.remarks.find((it) => it.includes('the same')) : '';
    expect(remark).toMatch(/^The accounts 2, 3, .* 21 and 4980 more have the same/);
  });
});

function manyFields(count: number): string {
  return Array.from({ length: count }, (_, at) => `"f${at}":1`).join(',');
}

/** Objects of a thousand fields each, none of which another has. */
function graphs(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const fields = manyFields(1_000).replaceAll('"f', `"g${at}f`);
    return `{"userPrincipalName":"a@nordnet.example","assignedLicenses":[],${fields}}`;
  });
}
