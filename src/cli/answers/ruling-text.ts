/** What rulings move, and what is known of a licence, for a person and for a machine. */
import { instantText, type Money, moneyText, shownInstant } from '../../kernel/index.ts';
import type {
  CatalogueEntry,
  LicenceCard,
  LicenceState,
  MeasuredRuling,
  Ruling,
  RulingEffect,
  RulingReport,
} from '../../licensing/index.ts';
import { counted, moneyFigure } from '../terminal/figures.ts';
import { pairsText, tableText } from '../terminal/table.ts';

const signed = (value: Money): string => `${value < 0n ? '' : '+'}${moneyFigure(value)}`;

/**
 * `moves 41 employees of 3 customers, +1,230.00 kr a month (2026-11), back to 2026-06: …`; the sum
 * is that of all months up to the one named.
 */
export function effectText(effect: RulingEffect, rateMonth: string): string {
  const { employees, customers, perMonth, total, since } = effect;
  if (!since) return 'moves nobody: no month of an active employee comes out otherwise';
  const who = `${counted(employees, 'employee')} of ${counted(customers, 'customer')}`;
  const start = since < rateMonth ? `back to ${since}` : `from ${since} on`;
  const rate = `${signed(perMonth)} kr a month (${rateMonth})`;
  return `moves ${who}, ${rate}, ${start}: ${signed(total)} kr in all`;
}

const priceLike = ({ class: ruled, asPlan }: Ruling): string => {
  if (asPlan) return `${ruled}, priced as ${asPlan}`;
  return ruled === 'Business' ? 'Business, priced as the Business plans' : ruled;
};

const keysOf = ({ guid, partNumber }: Pick<Ruling, 'guid' | 'partNumber'>): string => {
  const keys = [partNumber, guid].filter((key) => key !== undefined);
  return keys.length > 0 ? keys.join(', ') : 'no table knows it: by this name as written';
};

/** What is ruled and what it moves, licence by licence and in sum. */
export function rulingsText({ rulings, together, rateMonth }: RulingReport): string {
  const parts = rulings.map((ruling) => {
    const lines = [
      `${ruling.name} (${keysOf(ruling)})`,
      `  ${priceLike(ruling)}, from ${ruling.validFrom}; ` +
        `named by ${counted(ruling.declarations, 'declaration')}`,
      `  ${effectText(ruling.effect, rateMonth)}`,
    ];
    return `${lines.join('\n')}\n`;
  });
  if (rulings.length > 1) parts.push(`All of them: ${effectText(together, rateMonth)}\n`);
  return parts.join('');
}

const effectListing = ({ employees, customers, perMonth, total, since }: RulingEffect) => ({
  employees,
  customers,
  per_month: moneyText(perMonth),
  total: moneyText(total),
  since: since ?? null,
});

const rulingListing = (ruling: Ruling) => ({
  ruling_id: ruling.rulingId,
  name: ruling.name,
  sku_part_number: ruling.partNumber ?? null,
  sku_guid: ruling.guid ?? null,
  class: ruling.class,
  as_plan: ruling.asPlan ?? null,
  valid_from: ruling.validFrom,
  reason: ruling.reason,
  ruled_by: ruling.ruledBy,
  ruled_at: instantText(ruling.ruledAt),
});

/** In a preview the rulings have no number yet. */
export const rulingsListing = (report: RulingReport) => ({
  recorded: report.batchId !== undefined,
  month: report.rateMonth,
  rulings: report.rulings.map((ruling: MeasuredRuling) => ({
    ...rulingListing(ruling),
    ruling_id: report.batchId === undefined ? null : ruling.rulingId,
    declarations: ruling.declarations,
    effect: effectListing(ruling.effect),
  })),
  together: effectListing(report.together),
});

/** Who decided the class, or what is proposed. */
export function decidedBy({ class: decided, ruling, proposed }: LicenceState): string {
  if (ruling) return `ruling ${ruling.rulingId}`;
  if (decided) return 'price table';
  return proposed ? `nobody; proposed: ${proposed}` : 'nobody; nothing proposed';
}

export const licenceListing = (it: LicenceState) => ({
  name: it.name,
  sku_part_number: it.partNumber ?? null,
  sku_guid: it.guid ?? null,
  plan: it.plan ?? null,
  class: it.class ?? 'UNKNOWN',
  monthly_price: it.monthlyPrice === undefined ? null : moneyText(it.monthlyPrice),
  ruling_id: it.ruling?.rulingId ?? null,
  proposed_class: it.proposed ?? null,
  source: it.source,
  declarations: it.declarations,
});

export const cardListing = (card: LicenceCard) => ({
  ...licenceListing(card),
  keys: card.keys.map(({ sort, key, validFrom, validTo }) => ({
    sort,
    key,
    valid_from: validFrom ?? null,
    valid_to: validTo ?? null,
  })),
  history: card.history.map(({ from, entry }) => ({
    from,
    class: entry?.class ?? 'UNKNOWN',
    monthly_price: entry ? moneyText(entry.monthlyPrice) : null,
    source: entry?.source ?? null,
  })),
  rulings: card.rulings.map(rulingListing),
});

const stepText = (entry: CatalogueEntry | undefined): string => {
  if (!entry) return 'UNKNOWN, nobody has decided';
  return `${entry.class}, ${moneyFigure(entry.monthlyPrice)} kr a month (${entry.source})`;
};

const daysText = (from: string | undefined, to: string | undefined): string =>
  from ? `from ${from}${to ? ` until ${to}` : ''}` : '';

export function cardText(card: LicenceCard): string {
  const { monthlyPrice: price } = card;
  const now = card.class ? `${card.class}, ${moneyFigure(price ?? (0n as Money))} kr` : 'UNKNOWN';
  const facts = pairsText([
    ['class today', now],
    ['decided by', decidedBy(card)],
    ['declarations naming it', `${card.declarations}`],
  ]);
  const keys = tableText(
    [{ title: 'key' }, { title: '' }, { title: 'days' }],
    card.keys.map(({ sort, key, validFrom, validTo }) => [sort, key, daysText(validFrom, validTo)]),
    { indent: '  ' },
  );
  const history = card.history.map(({ from, entry }) => `  from ${from}: ${stepText(entry)}\n`);
  const rulings = card.rulings.map(
    (ruling) =>
      `  ${ruling.rulingId}: ${priceLike(ruling)}, from ${ruling.validFrom}, ruled by ` +
      `${ruling.ruledBy} ${shownInstant(ruling.ruledAt)}: ${ruling.reason}\n`,
  );
  return [
    `${card.name}\n`,
    facts,
    `${card.class ? 'Known from' : 'Why'}: ${card.source}\n`,
    `\n${keys}`,
    `\nClass:\n${history.join('') || '  nobody has decided\n'}`,
    rulings.length > 0 ? `\nRulings:\n${rulings.join('')}` : '',
  ].join('');
}
