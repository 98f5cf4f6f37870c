/** What a format of the finance export is: a pure function from vouchers to one file's bytes. */
import type { Voucher } from '../voucher.ts';

export interface Settings {
  /** The journal (kassekladde) in e-conomic that the vouchers go to. */
  readonly economicJournal: number;
}

export interface FinanceFormat {
  readonly name: string;
  /** Ends the file's name, such as `economic.json`. */
  readonly extension: string;
  /** Raised when the bytes change; the ones first made are kept (R32). */
  readonly version: string;
  readonly render: (vouchers: readonly Voucher[], settings: Settings) => Buffer;
}
