import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/documents/document.ts';
import { csv } from '../../../src/documents/formats/csv.ts';
import { sampleDocument, samples } from '../sample.ts';

const textOf = (document: Document) => (csv.render(document) as Buffer).toString('utf8');

const recordsOf = (document: Document) =>
  parse<Record<string, string>>(textOf(document), { bom: true, columns: true, delimiter: ';' });

describe('the CSV of a document', () => {
  const document = samples.awkward();
  const records = recordsOf(document);
  const rows = (kind: string) => records.filter(({ row }) => row === kind);

  it('begins with a byte order mark, parts by semicolon and ends lines as Excel does', () => {
    const text = textOf(document);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toMatch(/^\ufeffrow;document;kind;/);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('has a row for the document, each line, each employee and each VAT category', () => {
    expect(rows('document')).toHaveLength(1);
    expect(rows('line')).toHaveLength(document.sections[0]!.lines.length);
    expect(rows('employee')).toHaveLength(9);
    expect(rows('vat').map((row) => row.vat_category)).toEqual(['S', 'O']);
    expect(records.every((row) => row.document === '10000002')).toBe(true);
  });

  it('writes amounts with a decimal point and dates as YYYY-MM-DD (SPEC 10)', () => {
    const [head] = rows('document');
    expect(head).toMatchObject({ issue_date: '2026-11-02', due_date: '2026-11-16' });
    expect(head!.total).toMatch(/^\d+\.\d\d$/);
    expect(rows('line').some((row) => row.unit_price === '60.00' && row.net === '-60.00')).toBe(
      true,
    );
    expect(rows('line').map((row) => row.per_minute_lowest)).toContain('0.245');
  });

  it('hands out the payment line exactly as a bank reads it', () => {
    const [head] = rows('document');
    expect(head!.payment_line).toBe(document.payment!.fikLine);
    expect(head!.payment_line).toMatch(/^\+71</);
  });

  it('leaves the amount of an employee empty while the licence is not settled', () => {
    const pending = rows('employee').filter((row) => row.class === 'UNKNOWN');
    expect(pending).toHaveLength(2);
    expect(pending.every((row) => row.amount === '')).toBe(true);
  });

  it('names on a credit note the invoice that it corrects, with its date, and the reason', () => {
    const [head, line] = recordsOf(samples['credit-note']());
    expect(head).toMatchObject({
      corrects: '10000001',
      corrects_issue_date: '2026-10-01',
      reason: 'Licensen blev indberettet for sent, aftalt med kunden',
    });
    expect(line).toMatchObject({ row: 'line', corrects: '', reason: '' });
  });

  it('names month and cause of a correction', () => {
    const corrected = rows('line').filter((row) => row.service_month === '2026-09');
    expect(corrected).toHaveLength(3);
    expect(corrected.every((row) => row.cause !== '')).toBe(true);
  });

  it('has neither payment line nor due date when nothing is to be paid', () => {
    const [head] = recordsOf(samples.zero());
    expect(head).toMatchObject({ total: '0.00', payment_line: '', due_date: '' });
  });

  it.each(['=1+1', '+45', '-2', '@SUM(A1)', '\tx', '\uff1dA1'])(
    'keeps a spreadsheet from taking the name %j for a formula',
    (name) => {
      const made = sampleDocument({ sections: [{ employees: 1, destinations: 0 }] });
      const section = made.sections[0]!;
      const employees = [{ ...section.employees[0]!, name }];
      const [row] = recordsOf({ ...made, sections: [{ ...section, employees }] }).filter(
        (record) => record.row === 'employee',
      );
      expect(row!.employee).toBe(`'${name}`);
    },
  );
});
