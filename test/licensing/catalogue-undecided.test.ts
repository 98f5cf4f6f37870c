/** What is said of a licence without a class, so that nobody is left with no way on (R3, R5). */
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/kernel/index.ts';
import { undecidedReason } from '../../src/licensing/catalogue/undecided.ts';
import type { Ruling } from '../../src/licensing/index.ts';
import { M365_F1, M365_F1_COMM, rulebook, ruling, SPB } from './rulings/samples.ts';
import { date } from './samples.ts';

const said = (licence: string, rulings: readonly Ruling[] = []) => {
  const asked = { licence, on: date('2026-11-23'), writtenAt: undefined };
  return undecidedReason(asked, rulebook(rulings).catalogue);
};

describe('a licence without a class', () => {
  it.each(['Microsoft 365 Business Premium', 'spb', SPB])(
    'that is known by a proposal is said to want a ruling: %s',
    (licence) => {
      const how = 'takst licences rule SPB --class … --reason …';
      expect(said(licence)).toBe(`nobody has ruled on "${licence}" yet: ${how}`);
    },
  );

  it('whose part number holds blanks is named so that it can be typed', () => {
    const guid = 'c2fe850d-fbbb-4858-b67d-bd0c6e746da3';
    expect(said(guid)).toContain("takst licences rule 'O365_w/o Teams Bundle_M3' --class");
  });

  it('with a name that two SKUs share is ruled on by their GUIDs, but for one ruled on', () => {
    const both = said('Microsoft 365 F1');
    expect(both).toMatch(/takst licences rule [-0-9a-f]{36} [-0-9a-f]{36} --class … --reason …$/);
    expect(both).toContain(M365_F1);
    expect(both).toContain(M365_F1_COMM);
    const other = said('Microsoft 365 F1', [ruling(M365_F1, 'Business')]);
    expect(other).toMatch(new RegExp(`takst licences rule ${M365_F1_COMM} --class`));
  });

  it('with a name whose SKUs were ruled on differently is to be named by GUID', () => {
    const rulings = [ruling(M365_F1, 'Business'), ruling(M365_F1_COMM, 'Enterprise')];
    const found = said('Microsoft 365 F1', rulings);
    expect(found).toContain('"Microsoft 365 F1" is the name of licences of different classes');
    expect(found).toContain(M365_F1);
    expect(found).toContain(M365_F1_COMM);
  });

  it('that no table knows is said to be unheard of, and where the known ones are', () => {
    expect(said('Enterprise E9')).toBe(
      'no table knows the name "Enterprise E9"; takst licences list shows what there is',
    );
  });

  it('that the price table has on other days only is said to be missing on this one', () => {
    const asked = {
      licence: 'Enterprise E3',
      on: date('2016-12-31'),
      writtenAt: instant('2026-11-23T10:00:00Z'),
    };
    expect(undecidedReason(asked, rulebook().catalogue)).toBe(
      '"Enterprise E3" is not in the price table on 2016-12-31',
    );
  });
});
