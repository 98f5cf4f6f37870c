/** All SQL of brands and their logos. The latest row of a reseller counts; nothing is ever changed. */
import { insertRows, sql, type Tx } from '../../db/index.ts';
import { type Instant, type ResellerId, resellerId } from '../../kernel/index.ts';
import type { Brand, Logo } from './brand.ts';

interface BrandRow {
  reseller_id: string;
  batch_id: bigint;
  colour: string | null;
  logo_sha256: Buffer | null;
  width: number | null;
  height: number | null;
  recorded_at: Instant;
  recorded_by: string;
  reason: string;
}

/** A brand as it was set, or ended where `brand` is undefined. */
export interface RecordedBrand {
  readonly resellerId: ResellerId;
  readonly batchId: bigint;
  readonly brand: Brand | undefined;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly reason: string;
}

function brandOf({ colour, logo_sha256: sha256, width, height }: BrandRow): Brand | undefined {
  if (colour === null) return undefined;
  const logo = sha256 && width && height ? { sha256, width, height } : undefined;
  return { colour, logo };
}

const recordedOf = (row: BrandRow): RecordedBrand => ({
  resellerId: resellerId(row.reseller_id),
  batchId: row.batch_id,
  brand: brandOf(row),
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  reason: row.reason,
});

export interface OfBrands {
  /** The highest batch that counts; all when absent (R25). */
  readonly upTo?: bigint;
  readonly resellerId?: ResellerId;
}

/** Every brand that was ever set, by reseller, the latest first. */
export async function listBrandHistory(tx: Tx, asked: OfBrands = {}): Promise<RecordedBrand[]> {
  const { rows } = await sql<BrandRow>`
    select b.reseller_id, b.batch_id, b.colour, b.logo_sha256, l.width, l.height, t.recorded_at,
      t.recorded_by, t.reason
    from takst.brand b join takst.batch t using (batch_id)
    left join takst.brand_logo l on l.reseller_id = b.reseller_id and l.sha256 = b.logo_sha256
    where (${asked.upTo?.toString() ?? null}::bigint is null
        or b.batch_id <= ${asked.upTo?.toString() ?? null}::bigint)
      and (${asked.resellerId ?? null}::text is null or b.reseller_id = ${asked.resellerId ?? null})
    order by b.reseller_id, b.batch_id desc`.execute(tx.db);
  return rows.map(recordedOf);
}

/** The brand of each reseller that has one, as known at a cut-off or now. */
export async function listBrands(tx: Tx, asked: OfBrands = {}): Promise<Map<ResellerId, Brand>> {
  const latest = new Map<ResellerId, Brand | undefined>();
  for (const { resellerId: id, brand } of await listBrandHistory(tx, asked)) {
    if (!latest.has(id)) latest.set(id, brand);
  }
  return new Map([...latest].flatMap(([id, brand]) => (brand ? [[id, brand] as const] : [])));
}

/** Adds a brand, or its end, under an open batch; a logo that is known already is not kept twice. */
export async function insertBrand(
  tx: Tx,
  batchId: bigint,
  of: ResellerId,
  brand: { readonly colour: string; readonly logo: Logo | undefined } | undefined,
): Promise<void> {
  const logo = brand?.logo;
  if (logo) {
    await sql`
      insert into takst.brand_logo (reseller_id, sha256, width, height, bytes, batch_id)
      values (${of}, ${logo.sha256}, ${logo.width}, ${logo.height}, ${logo.bytes}, ${batchId})
      on conflict (reseller_id, sha256) do nothing`.execute(tx.db);
  }
  const columns = {
    reseller_id: 'text',
    batch_id: 'bigint',
    colour: 'text',
    logo_sha256: 'bytea',
  };
  const cells = [of, batchId, brand?.colour ?? null, logo?.sha256 ?? null];
  await insertRows(tx, 'brand', columns, [cells]);
}

/** Every logo that these resellers ever had: reseller, then bytes by the hexadecimal of their hash. */
export async function listLogos(
  tx: Tx,
  resellerIds: readonly string[],
): Promise<Map<string, Map<string, Buffer>>> {
  const { rows } = await sql<{ reseller_id: string; sha256: Buffer; bytes: Buffer }>`
    select reseller_id, sha256, bytes from takst.brand_logo
    where reseller_id = any(${[...new Set(resellerIds)]}::text[])
    order by reseller_id, sha256`.execute(tx.db);
  const logos = new Map<string, Map<string, Buffer>>();
  for (const { reseller_id, sha256, bytes } of rows) {
    const own = logos.get(reseller_id) ?? new Map<string, Buffer>();
    logos.set(reseller_id, own.set(sha256.toString('hex'), bytes));
  }
  return logos;
}
