import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternFault, timeReader } from '../../../../src/calls/formats/mapped/date-pattern.ts';

const read = (pattern: string, text: string) => {
  expect(patternFault(pattern)).toBeUndefined();
  const time = timeReader(pattern)(text);
  return time && `${new Date(time.ms).toISOString()}${time.sure ? '' : ' local'}`;
};

describe('a date pattern', () => {
  it.each([
    ['D/M/YYYY HH:mm:ss', '3/2/2026 04:05:06', '2026-02-03T04:05:06.000Z local'],
    ['M/D/YYYY HH:mm:ss', '3/2/2026 04:05:06', '2026-03-02T04:05:06.000Z local'],
    ['DD-MM-YY HH:mm', '03-02-26 04:05', '2026-02-03T04:05:00.000Z local'],
    ['YYYYMMDDHHmmss', '20260203040506', '2026-02-03T04:05:06.000Z local'],
    ['YYYY-MM-DDTHH:mm:ss.SZ', '2026-02-03T04:05:06.7891+01:00', '2026-02-03T03:05:06.789Z'],
    ['YYYY-MM-DD HH:mm:ssZ', '2026-02-03 04:05:06-0530', '2026-02-03T09:35:06.000Z'],
    ['YYYY-MM-DD HH:mm:ssZ', '2026-02-03 04:05:06Z', '2026-02-03T04:05:06.000Z'],
    ['M/D/YYYY h:mm:ss A', '2/3/2026 12:00:00 AM', '2026-02-03T00:00:00.000Z local'],
    ['M/D/YYYY h:mm:ss A', '2/3/2026 12:00:00 pm', '2026-02-03T12:00:00.000Z local'],
    ['M/D/YYYY h:mm:ss A', '2/3/2026 1:00:00 p.m.', '2026-02-03T13:00:00.000Z local'],
    ['D MMM YYYY H:mm', '3 feb 2026 4:05', '2026-02-03T04:05:00.000Z local'],
    ["D/M/YYYY 'kl.' HH:mm", '3/2/2026 kl. 04:05', '2026-02-03T04:05:00.000Z local'],
    ['D.M.YYYY  HH.mm', '3.2.2026 04.05', '2026-02-03T04:05:00.000Z local'],
    ['epoch-s', '1794214800', '2026-11-09T09:00:00.000Z'],
    ['epoch-ms', '1794214800123', '2026-11-09T09:00:00.123Z'],
  ])('%s reads %s', (pattern, text, expected) => {
    expect(read(pattern, text)).toBe(expected);
  });

  it.each([
    ['D/M/YYYY HH:mm', '13/13/2026 10:00'],
    ['D/M/YYYY HH:mm', '29/2/2026 10:00'],
    ['D/M/YYYY HH:mm', '3/2/2026 24:00'],
    ['D/M/YYYY HH:mm', '3/2/2026 10:60'],
    ['D/M/YYYY HH:mm', '3/2/26 10:00'],
    ['D/M/YYYY HH:mm', '3/2/2026 10:00:00'],
    ['D/M/YYYY HH:mm', '3-2-2026 10:00'],
    ['D.M.YYYY HH:mm', '3/2/2026 10:00'],
    ['DD/MM/YYYY HH:mm', '3/2/2026 10:00'],
    ['M/D/YYYY h:mm A', '2/3/2026 0:10 AM'],
    ['M/D/YYYY h:mm A', '2/3/2026 13:10 PM'],
    ['epoch-s', '-1'],
    ['epoch-s', '1794214800.5'],
    ['YYYYMMDDHHmmss', '2026020304050'],
  ])('%s does not read %s', (pattern, text) => {
    expect(read(pattern, text)).toBeUndefined();
  });

  it('reads back every time that it wrote', () => {
    const two = (value: number) => `${value}`.padStart(2, '0');
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const [year, month, day] = [
            date.getUTCFullYear(),
            date.getUTCMonth() + 1,
            date.getUTCDate(),
          ];
          const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
          const expected = `${date.toISOString().slice(0, 19)}.000Z local`;
          expect(read('D/M/YYYY HH:mm:ss', `${day}/${month}/${year} ${clock}`)).toBe(expected);
          expect(read('YYYY.MM.DDTHH:mm:ss', `${year}.${two(month)}.${two(day)}T${clock}`)).toBe(
            expected,
          );
        },
      ),
    );
  });

  it.each([
    ['', 'YYYY'],
    ['HH:mm:ss', 'YYYY'],
    ['D/M/YYYY', 'lacks'],
    ['D/M/YYYY HH', 'lacks m'],
    ['D/M/YYYY hh:mm', 'hh goes with A'],
    ['D/M/YYYY HH:mm A', 'hh goes with A'],
    ['D/M/YYYY HH hh:mm A', 'lacks HH'],
    ['D/M/M/YYYY HH:mm', 'M twice'],
    ['dd/MM/YYYY HH:mm', '"d"'],
    ['yyyy-MM-DD HH:mm', '"y"'],
    ['D/M/YYYY HH:MM', 'M twice'],
  ])('%j is refused: %s', (pattern, why) => {
    expect(patternFault(pattern)).toContain(why);
  });
});
