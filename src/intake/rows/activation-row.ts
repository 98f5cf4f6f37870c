/**
 * A row of `activations.csv` (SPEC 10): since when the integration is active, and until when (R8).
 */
import { employeeId } from '../../kernel/index.ts';
import type { ActivationReport } from '../../register/index.ts';
import { optionalInstant, type RowCells, refuse, requiredId, requiredInstant } from './cells.ts';

export function activationRow(row: RowCells): ActivationReport {
  const activatedAt = requiredInstant(row, 'activated_at');
  const deactivatedAt = optionalInstant(row, 'deactivated_at');
  if (deactivatedAt && row.faults.length === 0 && deactivatedAt <= activatedAt) {
    const message = 'an activation must end after it starts (R8)';
    refuse(row, 'activation.end', 'deactivated_at', message);
  }
  return { employeeId: employeeId(requiredId(row, 'employee_id')), activatedAt, deactivatedAt };
}
