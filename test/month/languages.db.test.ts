/** In which language a document is written (R32), and that it makes no difference to what is owed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reissueInvoice } from '../../src/billing/index.ts';
import { type Document, listDocuments } from '../../src/documents/index.ts';
import { actorOn, call, customer, employee, openWorld, type World } from '../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const resellers = [
  'R1,Nordnet ApS,Havnevej 1,4000,Roskilde,en',
  'R2,Sydnet ApS,Skovvej 2,6000,Kolding,',
];
const documents = async (): Promise<Document[]> => {
  const found: Document[] = [];
  await listDocuments(world.database, {}, (page) => void found.push(...page));
  return found;
};
const take = (day: string, language: string) =>
  world.take(day, { customers: [customer('acme', 'R2', { language })] });

/** One employee at 30 kr a month, and a call of 200 s to Denmark: 1 kr. */
async function begin(language: string) {
  await world.take('2026-10-01', { resellers, customers: [customer('acme', 'R2', { language })] });
  await world.take('2026-11-01', {
    employees: [employee('anna', 'acme', 201)],
    declarations: ['acme,,Business,2026-01-01'],
    activations: ['anna,2026-10-02T08:00:00+02:00,'],
    calls: [call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', 200)],
  });
  await world.bill('2026-10', '2026-11-02');
}

describe('the language of a document', () => {
  it('is that of whoever is billed: the customer, or the reseller on its behalf', async () => {
    const billTo = 'reseller';
    await world.take('2026-10-01', {
      resellers,
      customers: [
        customer('acme', 'R2', { language: 'en' }),
        customer('bolt', 'R2'),
        customer('cirkel', 'R1', { billTo }),
        customer('drage', 'R2', { billTo, language: 'en' }),
      ],
      calls: ['acme', 'bolt', 'cirkel', 'drage'].map((of) =>
        call(`c-${of}`, of, '+4533001122', '2026-10-05T10:00:00+02:00', 200),
      ),
    });
    await world.bill('2026-10', '2026-11-02');
    const said = (await documents()).map(({ buyer, language, sections }) => [
      ...[buyer.account, language, sections[0]?.lines[0]?.text],
    ]);
    expect(said.sort()).toEqual([
      ['R1', 'en', expect.stringContaining('October 2026')],
      ['R2', 'da', expect.stringContaining('oktober 2026')],
      ['acme', 'en', expect.stringContaining('October 2026')],
      ['bolt', 'da', expect.stringContaining('oktober 2026')],
    ]);
  });

  it.each([
    ['', 'en'],
    ['en', 'da'],
  ])(
    'changed from "%s" to "%s" changes nothing that is owed, nor what was issued',
    async (before, after) => {
      await begin(before);
      const [issued] = await documents();
      await take('2026-11-20', after);
      await world.take('2026-11-30', {
        calls: [call('c2', 'acme', '+4533001122', '2026-10-06T10:00:00+02:00', 400)],
      });
      expect(await world.verify()).toBeUndefined();
      await world.bill('2026-11', '2026-12-01');
      const [first, second, ...others] = await documents();
      expect(first).toEqual(issued);
      expect(others).toEqual([]);
      // November's licence at 30 kr, and 2 kr for the call of October that came late; nothing else.
      expect([second?.language, second?.net]).toEqual([after, 3200n]);
      const lines = second?.sections.flatMap((it) => it.lines.map(({ net }) => net));
      expect(lines?.toSorted()).toEqual([200n, 3000n]);
      expect(await world.verify()).toBeUndefined();
    },
  );

  it("of a credit note is its invoice's, whatever the customer speaks by then", async () => {
    await begin('en');
    await take('2026-11-20', 'da');
    const [invoice] = await documents();
    const request = { number: invoice?.number ?? 0, reason: 'wrong name', issueDate: undefined };
    await reissueInvoice(world.database, request, actorOn('2026-11-21'));
    await world.bill('2026-11', '2026-12-01');
    const said = (await documents()).map(({ kind, language }) => `${kind} ${language}`);
    expect(said.sort()).toEqual(['credit-note en', 'invoice da', 'invoice en']);
    expect(await world.verify()).toBeUndefined();
  });

  it('is da or en, and any other is refused with its place', async () => {
    await world.take('2026-10-01', { resellers });
    await expect(take('2026-10-02', 'sv')).rejects.toThrow(/"column":"language","value":"sv"/);
    await expect(take('2026-10-02', 'sv')).rejects.toThrow(/da.*en/);
  });
});
