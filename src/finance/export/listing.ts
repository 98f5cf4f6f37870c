/** Batches for the accounting system as machines are told of them: by `export --json`, and over the network. */
import { instantText, moneyText } from '../../kernel/index.ts';
import type { ExportFile } from './files/store.ts';
import type { FinanceExport } from './store.ts';

export const exportListing = (made: FinanceExport) => ({
  export: made.no,
  month: made.month,
  documents: made.documents,
  net: moneyText(made.net),
  vat: moneyText(made.vat),
  total: moneyText(made.total),
  recorded_at: instantText(made.recordedAt),
  recorded_by: made.recordedBy,
});

export const exportFileListing = ({ format, version, sha256 }: ExportFile) => ({
  format,
  version,
  sha256: sha256.toString('hex'),
});

/** A further version has a name of its own, so that it never takes the place of what was sent. */
export function exportFileName(no: number, version: number, extension: string): string {
  const stem = `journal-${no.toString().padStart(4, '0')}`;
  return version === 1 ? `${stem}.${extension}` : `${stem}-v${version}.${extension}`;
}
