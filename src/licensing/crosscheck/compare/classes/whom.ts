/** Whom a disagreement about a class is about, and what it rests on. */
import type { Context, EmployeeView } from '../employee-view.ts';
import { gradeOf } from '../grade.ts';
import type { Span } from '../spans.ts';

/** Without a span Takst's own register tells. */
export function about({ employeeId }: EmployeeView, { today }: Context, span: Span | undefined) {
  const { fileId, strength, asOf } = span?.file ?? {};
  const proof = fileId !== undefined && strength && asOf ? { fileId, strength, asOf } : undefined;
  return { employeeId, evidenced: span?.shown() ?? '', proof, grade: gradeOf(proof, today) };
}
