import { describe, expect, it } from 'vitest';
import { bindParameters, reportOf } from '../../src/reporting/report-file.ts';

const file = `-- purpose: What customers' calls cost: a line
--     that goes on.
-- parameters:
--   month (month, required): service month
--   on (date, default today): day of the ages,
--     counted to it
--   by (service|accounting, default service): which month
--   customer (text): only this one
-- columns:
--   customer (text): customer_id
--   net (decimal): kroner
with it as (select ':month' as quoted, "a:on" as named, 5::int as cast -- :by in a comment
)
select :on::date - since, :customer from it where month = :month::date and by = :by
`;

const report = reportOf('sample', file);
const bound = (given: Record<string, string>) =>
  Object.fromEntries(bindParameters(report, new Map(Object.entries(given)), '2026-11-02'));

describe("a report's file", () => {
  it('says purpose, parameters and columns in its header', () => {
    expect(report.purpose).toBe("What customers' calls cost: a line that goes on.");
    expect(report.parameters.map((it) => [it.name, it.kind, it.required, it.fallback])).toEqual([
      ['month', 'month', true, undefined],
      ['on', 'date', false, 'today'],
      ['by', 'choice', false, 'service'],
      ['customer', 'text', false, undefined],
    ]);
    expect(report.parameters[1]?.meaning).toBe('day of the ages, counted to it');
    expect(report.columns.map((it) => [it.name, it.kind])).toEqual([
      ['customer', 'text'],
      ['net', 'decimal'],
    ]);
  });

  it('has parameters only where no string, quoted name, comment or cast holds the colon', () => {
    const names = report.fragments.flatMap((it) => ('parameter' in it ? [it.parameter] : []));
    expect(names).toEqual(['on', 'customer', 'month', 'by']);
    const whole = report.fragments.map((it) => ('text' in it ? it.text : `:${it.parameter}`));
    expect(whole.join('')).toBe(file);
  });

  it('is our own mistake where it uses a parameter that it does not name', () => {
    expect(() => reportOf('x', file.replace(':customer from', ':client from'))).toThrow(
      'uses a parameter that its header does not name',
    );
  });

  it('is our own mistake without purpose or columns', () => {
    expect(() => reportOf('x', 'select 1')).toThrow('must state purpose and columns');
  });
});

describe('parameters', () => {
  it('take defaults, months as their first day, and null where nothing is said', () => {
    expect(bound({ month: '2026-10' })).toEqual({
      month: '2026-10-01',
      on: '2026-11-02',
      by: 'service',
      customer: null,
    });
  });

  it.each([
    [{}, 'report.parameter-missing', 'sample needs --param month=…: service month.'],
    [{ month: '2026-1' }, 'report.parameter-malformed', 'a month, written YYYY-MM'],
    [{ month: '2026-10', on: '31/10' }, 'report.parameter-malformed', 'a date, written YYYY-MM-DD'],
    [{ month: '2026-10', by: 'issue' }, 'report.parameter-malformed', 'service, accounting'],
    [{ month: '2026-10', client: 'K1' }, 'report.parameter-unknown', 'It takes: month, on, by'],
  ])('%j are refused', (given, code, sentence) => {
    expect(() => bound(given as Record<string, string>)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(sentence) }),
    );
  });
});
