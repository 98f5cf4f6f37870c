/** A row of `resellers.csv` (SPEC 10): a party with an id of its own. */
import { resellerId } from '../../kernel/index.ts';
import type { ResellerDetails } from '../../register/index.ts';
import { type RowCells, requiredId } from './cells.ts';
import { partyCells } from './party-cells.ts';

export function resellerRow(row: RowCells): ResellerDetails {
  return { resellerId: resellerId(requiredId(row, 'reseller_id')), ...partyCells(row) };
}
