/**
 * What the checks look at, whether it comes from a document of ours or from a finished XML file:
 * amounts as exact decimals, numbers as they are written, and the place of each for whoever has to
 * mend it. It says what an invoice holds, not whether that is right.
 */
import type { Amount } from '../../../../kernel/index.ts';
import type { DocumentKind } from '../../../document.ts';

/** A category code of UNCL5305 with its rate in per cent; 0 where there is none. */
export interface VatFacts {
  readonly category: string;
  readonly rate: Amount;
}

export interface LineFacts extends VatFacts {
  readonly place: string;
  readonly name: string;
  readonly quantity: Amount;
  /** For so many units. */
  readonly price: Amount;
  readonly perUnits: Amount;
  /** Charges less allowances on the line. */
  readonly adjustment: Amount;
  readonly net: Amount;
  /** ISO dates; empty when not said. */
  readonly from: string;
  readonly to: string;
}

/** An allowance or charge on the document, charges positive. */
export interface AdjustmentFacts extends VatFacts {
  readonly amount: Amount;
}

export interface SubtotalFacts extends VatFacts {
  readonly place: string;
  readonly net: Amount;
  readonly vat: Amount;
}

export interface NumberFacts {
  readonly place: string;
  readonly scheme: 'cvr' | 'gln';
  /** Without a leading `DK`. */
  readonly value: string;
}

export interface PaymentFacts {
  readonly place: string;
  /** UNCL4461. */
  readonly code: string;
  readonly id: string;
  readonly account: string;
}

export interface InvoiceFacts {
  readonly kind: DocumentKind;
  /** How many earlier invoices it refers to. */
  readonly references: number;
  /** Buyer reference, or the buyer's order. */
  readonly buyerReference: string;
  readonly from: string;
  readonly to: string;
  readonly lines: readonly LineFacts[];
  readonly adjustments: readonly AdjustmentFacts[];
  readonly subtotals: readonly SubtotalFacts[];
  readonly vat: Amount;
  readonly linesNet: Amount;
  readonly exclusive: Amount;
  readonly inclusive: Amount;
  readonly prepaid: Amount;
  readonly rounding: Amount;
  readonly payable: Amount;
  readonly dueOrTerms: boolean;
  readonly numbers: readonly NumberFacts[];
  readonly payments: readonly PaymentFacts[];
}
