/**
 * Giving a reseller a brand, or ending it: judged, recorded and sealed in one transaction. Documents
 * issued before keep the look they were issued with, since they carry it themselves (R32).
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../db/index.ts';
import { resellerId } from '../../kernel/index.ts';
import { listResellers } from '../store.ts';
import { acceptedColour, type Brand, logoOf, sameBrand } from './brand.ts';
import { brandRefusal } from './refusal.ts';
import { brandSeal } from './seal.ts';
import { insertBrand, listBrands } from './store.ts';

export interface BrandRequest {
  readonly resellerId: string;
  /** The whole look; undefined ends the reseller's brand. */
  readonly brand: { readonly colour: string; readonly logoFile: Buffer | undefined } | undefined;
  /** Why, for the journal (R43). */
  readonly reason: string;
}

export interface BrandReport {
  readonly resellerName: string;
  readonly brand: Brand | undefined;
  /** False where the reseller had it already, so that nothing was recorded. */
  readonly changed: boolean;
}

/** Refuses an unknown reseller, a colour that cannot be read and a logo that cannot be drawn. */
export async function setBrand(
  database: Database,
  request: BrandRequest,
  actor: Actor,
): Promise<BrandReport> {
  const { brand: asked, reason } = request;
  const brand = asked && {
    colour: acceptedColour(asked.colour),
    logo: asked.logoFile && logoOf(asked.logoFile),
  };
  const id = resellerId(request.resellerId);
  return database.transaction('writer', async (tx) => {
    const batch = { kind: 'brand', sourceName: id, reason } as const;
    const known = await knownReseller(tx, id);
    const before = (await listBrands(tx, { resellerId: id })).get(id);
    const report = { resellerName: known.name, brand };
    if (sameBrand(before, brand)) return { ...report, changed: false };
    const batchId = await openBatch(tx, actor, batch);
    await insertBrand(tx, batchId, id, brand);
    await sealFacts(tx, batchId, [brandSeal(id, brand)]);
    return { ...report, changed: true };
  });
}

async function knownReseller(tx: Tx, id: ReturnType<typeof resellerId>) {
  const reseller = (await listResellers(tx)).get(id);
  if (!reseller) throw brandRefusal('reseller-unknown', { reseller: id });
  return reseller;
}
