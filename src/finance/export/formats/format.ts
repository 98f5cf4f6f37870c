/**
 * What a format of the finance export is: a pure function from vouchers, a page at a time, to one
 * file's text, a piece at a time, so that no file need be whole in memory.
 */
import type { Voucher } from '../voucher.ts';

export interface Settings {
  /** The journal (kassekladde) in e-conomic that the vouchers go to. */
  readonly economicJournal: number;
  /** The month, 1 to 12, that the accounting year begins with. */
  readonly economicYearStart: number;
  /** Whether the vouchers bear the documents' numbers, which must lie in the journal's range. */
  readonly economicVoucherNumbers: boolean;
}

export const plainSettings: Settings = {
  economicJournal: 1,
  economicYearStart: 1,
  economicVoucherNumbers: false,
};

export type Pages = AsyncIterable<readonly Voucher[]> | Iterable<readonly Voucher[]>;

export interface FinanceFormat {
  readonly name: string;
  /** Ends the file's name, such as `economic.json`. */
  readonly extension: string;
  /** Raised when the bytes change; the ones first made are kept (R32). */
  readonly version: string;
  /** The settings that the bytes hang on. */
  readonly settings: readonly (keyof Settings)[];
  /** May refuse at its end: nothing that was given before counts until then. */
  readonly render: (pages: Pages, settings: Settings) => AsyncIterable<string>;
}
