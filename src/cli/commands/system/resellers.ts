/**
 * `takst resellers`: the resellers and the look of their customers' documents. Who resellers are comes
 * with the intake files; only the brand is told here.
 */
import { readFile, stat } from 'node:fs/promises';
import { instantText, localDateOf } from '../../../kernel/index.ts';
import type { Brand, RecordedBrand } from '../../../register/index.ts';
import type { ExitCode } from '../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, tableText } from '../../terminal/table.ts';
import { requireFile } from '../given-path.ts';

interface BrandOptions extends Json {
  readonly colour?: string;
  readonly logo?: string;
  readonly none?: true;
  readonly reason: string;
}

const brandHelp = `
Documents that the reseller's customers get have its colour and its logo from the next run on; the
seller's name, CVR number and account stay on them, since the seller sells. What was issued keeps
its look, also when it is exported for the first time. What the reseller gets itself has no brand.

The brand is said as a whole: without --logo it has none. The logo is a PNG of at most 200,000 bytes
and 2,000 pixels each way; what is transparent in it becomes white. The colour must be dark enough
to be read on white, at least 4.5:1 (WCAG 2.2).

  takst resellers brand R1 --colour "#7a1f3d" --logo nordnet.png --reason "agreement of 1 November"
  takst resellers brand R1 --none --reason "the agreement has ended"
`;

export const declareResellers: DeclareCommand = (program, wiring) => {
  const resellers = program
    .command('resellers')
    .summary('resellers and the look of their customers\u2019 documents')
    .description('Resellers, and the look of the documents that their customers get.');
  resellers
    .command('brand')
    .argument('<id>', 'the reseller')
    .description("Sets the colour and logo of a white-label reseller's documents, or ends them.")
    .option('--colour <#rrggbb>', 'the colour of headings and bars')
    .option('--logo <file>', 'a PNG')
    .option('--none', 'no brand any more')
    .requiredOption('--reason <text>', 'why, for the journal')
    .option('--json', 'answer in JSON')
    .addHelpText('after', brandHelp)
    .action(afterLooking(wiring, look, brand));
  resellers
    .command('list')
    .description('Lists the resellers with their brands.')
    .option('--history', 'every brand there was, the latest first')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst resellers list\n  takst resellers list --history --json\n')
    .action(inSession(wiring, list));
};

type Asked = { readonly colour: string; readonly logoFile: Buffer | undefined } | undefined;

async function look(refuseUsage: RefuseUsage, _id: string, options: BrandOptions): Promise<Asked> {
  const { colour, logo, none, reason } = options;
  if (reason.trim() === '') refuseUsage('--reason must say something.');
  if (none && (colour !== undefined || logo !== undefined)) {
    refuseUsage('--none ends the brand: it goes with neither --colour nor --logo.');
  }
  if (none) return undefined;
  if (colour === undefined) return refuseUsage('Say --colour, or --none to end the brand.');
  if (logo === undefined) return { colour, logoFile: undefined };
  await requireFile(logo);
  const { size } = await stat(logo);
  if (size > READ_AT_MOST) refuseUsage(`${logo} has ${size} bytes: no logo is that large.`);
  return { colour, logoFile: await readFile(logo) };
}

/** A larger file is not even read; what a logo may have is judged where it is set. */
const READ_AT_MOST = 10_000_000;

async function brand(
  session: Session,
  asked: Asked,
  id: string,
  { reason, json }: BrandOptions,
): Promise<ExitCode> {
  const { setBrand } = await import('../../../register/index.ts');
  const request = { resellerId: id, brand: asked, reason };
  const report = await setBrand(session.database, request, session.actor());
  const { out } = session.caller;
  const of = { reseller_id: id, name: report.resellerName };
  if (json) writeJson(out, { ...of, brand: brandListing(report.brand), changed: report.changed });
  else out.write(`${answerText(id, report)}\n`);
  return 0;
}

function answerText(
  id: string,
  {
    resellerName,
    brand: look,
    changed,
  }: {
    readonly resellerName: string;
    readonly brand: Brand | undefined;
    readonly changed: boolean;
  },
): string {
  const whose = `${resellerName} (${id})`;
  if (!changed) return `${whose} has that already: ${lookText(look)}. Nothing was recorded.`;
  if (!look) return `${whose} has no brand any more. Documents that were issued keep theirs.`;
  return `Documents for customers of ${whose} have from the next run on: ${lookText(look)}.`;
}

const lookText = (look: Brand | undefined): string => {
  if (!look) return 'no brand';
  const { logo } = look;
  return logo ? `${look.colour}, logo of ${logo.width} x ${logo.height} pixels` : look.colour;
};

const brandListing = (look: Brand | undefined) =>
  look
    ? {
        colour: look.colour,
        logo: look.logo
          ? {
              sha256: look.logo.sha256.toString('hex'),
              width: look.logo.width,
              height: look.logo.height,
            }
          : null,
      }
    : null;

async function list(
  session: Session,
  { history, json }: Json & { readonly history?: true },
): Promise<ExitCode> {
  const { listBrandHistory, listResellers } = await import('../../../register/index.ts');
  const { resellers, brands } = await session.database.transaction(
    'writer',
    async (tx) => ({ resellers: await listResellers(tx), brands: await listBrandHistory(tx) }),
    { readOnly: true },
  );
  const rows = [...resellers.values()].flatMap(({ resellerId, name }) => {
    const own = brands.filter((it) => it.resellerId === resellerId);
    const shown: (RecordedBrand | undefined)[] = history ? own : own.slice(0, 1);
    return (history || shown.length > 0 ? shown : [undefined]).map((set) => {
      return { resellerId, name, set };
    });
  });
  const { out } = session.caller;
  if (json) {
    const listing = rows.map(({ resellerId, name, set }) => ({
      reseller_id: resellerId,
      name,
      brand: brandListing(set?.brand),
      set_at: set ? instantText(set.recordedAt) : null,
      set_by: set?.recordedBy ?? null,
      reason: set?.reason ?? null,
    }));
    writeJson(out, listing);
    return 0;
  }
  if (rows.length === 0) {
    out.write(history ? 'No reseller ever had a brand.\n' : 'There are no resellers.\n');
    return 0;
  }
  const cells = rows.map(({ resellerId, name, set }) => [
    resellerId,
    name,
    lookText(set?.brand),
    set ? localDateOf(set.recordedAt) : '',
    set?.recordedBy ?? '',
    set?.reason ?? '',
  ]);
  out.write(tableText(columns, cells, { width: lineWidth(out) }));
  return 0;
}

const columns = [
  { title: 'reseller' },
  { title: 'name' },
  { title: 'brand' },
  { title: 'since' },
  { title: 'by' },
  { title: 'why' },
] as const;
