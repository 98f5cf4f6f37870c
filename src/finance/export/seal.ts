/**
 * What the journal seals of the exports (R43): which documents a batch holds and how far the chains
 * had come, and each file's hash. Whether what is on file is still that is asked by `ledger verify`.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { moneyText } from '../../kernel/index.ts';
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

export function fileSeal(file: store.ExportFile): JournalFact {
  const content = {
    export: file.no.toString(),
    format: file.format,
    version: file.rendererVersion,
    sha256: file.sha256.toString('hex'),
  };
  return { resellerId: '', kind: FILE, content };
}

/** The first export or file that is not as it was sealed, as a sentence; undefined: none. */
export async function verifyExports(tx: Tx): Promise<string | undefined> {
  const fault = await compareExports(tx);
  if (fault) return fault;
  const damaged = await store.findDamaged(tx);
  return (
    damaged && `export ${damaged.no} has a stored ${damaged.format} that its hash disowns (R32)`
  );
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
      const files = await store.listFilesOf(tx, batchIds);
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
