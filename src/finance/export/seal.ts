/**
 * What the journal seals of the exports (R43): which documents a batch holds and how far the chains
 * had come, and each file's hash. Whether what is on file is still that is asked by `ledger verify`.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { moneyText } from '../../kernel/index.ts';
import { debtorsHash } from './files/made-with.ts';
import { isIntact } from './files/rendering.ts';
import { type ExportFile, listFiles } from './files/store.ts';
import * as store from './store.ts';

const MADE = 'export.made';
const FILE = 'export.file';

export function exportSeal(made: store.FinanceExport, rows: store.SealedRows): JournalFact {
  const content = {
    export: made.no.toString(),
    month: made.month,
    documents: made.documents,
    numbers_sha256: rows.numbers,
    heads_sha256: rows.heads,
    net: moneyText(made.net),
    vat: moneyText(made.vat),
    total: moneyText(made.total),
  };
  return { resellerId: '', kind: MADE, content };
}

/** A file from before what it was made with was kept is sealed without that. */
export function fileSeal(file: ExportFile): JournalFact {
  const content = {
    export: file.no.toString(),
    format: file.format,
    version: file.rendererVersion,
    sha256: file.sha256.toString('hex'),
    ...(file.madeWith && {
      file_version: file.version,
      settings: file.madeWith.settings,
      debtors_sha256: debtorsHash(file.madeWith),
    }),
  };
  return { resellerId: '', kind: FILE, content };
}

/** The first export or file that is not as it was sealed, as a sentence; undefined: none. */
export async function verifyExports(tx: Tx): Promise<string | undefined> {
  const fault = await compareExports(tx);
  if (fault) return fault;
  const redated = await store.findRedated(tx);
  if (redated !== undefined) {
    return `export ${redated} says another instant than the batch that made it (R43)`;
  }
  for (const file of await listFiles(tx)) {
    // The hledger journal repeats the ledger: of it there are no bytes.
    if (file.format === 'hledger' || (await isIntact(tx, file))) continue;
    return `export ${file.no} has a stored ${file.format} that its hash disowns (R32)`;
  }
  return undefined;
}

const compareExports = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'export',
    kinds: [MADE, FILE],
    tables: ['finance_export', 'finance_export_document', 'finance_export_file'],
    rebuild: async (batchIds) => {
      const made = await store.listExports(tx, { batchIds });
      const sealed = await store.listSealed(
        tx,
        made.map((it) => it.no),
      );
      const files = await listFiles(tx, { batchIds });
      return [
        ...made.flatMap((it) => {
          const rows = sealed.get(it.no);
          const { batchId, recordedBy: by } = it;
          return rows ? [{ ...exportSeal(it, rows), batchId, by }] : [];
        }),
        ...files.map((file) => ({ ...fileSeal(file), batchId: file.batchId })),
      ];
    },
  });
