/**
 * Laws of lists joined by `+`. Left out on purpose: unknown names that hold a `+` without a blank on
 * either side, and sets of known names where one is the join of others (A, B and A+B). Such a list
 * has two readings and no rule can choose; Microsoft's own names with a `+` have blanks around it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameSplitter } from '../../../src/licensing/exports/content/names.ts';
import { knownNames } from './names.ts';

const word = fc.stringMatching(/^[A-Za-z0-9ÆØÅæøå().-]{1,8}$/);
const plainName = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const nameWithPlus = fc.tuple(plainName, plainName).map((halves) => halves.join(' + '));
const anyName = fc.oneof({ weight: 3, arbitrary: plainName }, nameWithPlus);
const lists = <T>(name: fc.Arbitrary<T>) => fc.array(name, { minLength: 1, maxLength: 8 });

describe('a list of names joined by +', () => {
  const ofKnown = lists(fc.constantFrom(...knownNames));

  it('is split back exactly, whatever the order of known names', () => {
    const split = nameSplitter(knownNames);
    fc.assert(
      fc.property(ofKnown, (names) => {
        expect(split(names.join('+'))).toEqual(names);
      }),
    );
  });

  it('is split back in capitals too, as the usage report writes it', () => {
    const split = nameSplitter(knownNames);
    fc.assert(
      fc.property(ofKnown, (names) => {
        const capitals = names.map((name) => name.toUpperCase());
        expect(split(capitals.join('+'))).toEqual(capitals);
      }),
    );
  });

  it('is split back when some names are known and others are not', () => {
    fc.assert(
      fc.property(lists(anyName), fc.array(fc.boolean()), (names, known) => {
        const split = nameSplitter(names.filter((_, at) => known[at]));
        expect(split(names.join('+'))).toEqual(names);
      }),
    );
  });

  it('is split by a known name where no blank tells', () => {
    const split = nameSplitter(['Security', 'Security+Compliance', 'Office 365 E3']);
    expect(split('Office 365 E3+Security+Compliance+Visio')).toEqual([
      'Office 365 E3',
      'Security+Compliance',
      'Visio',
    ]);
  });

  it('keeps every letter of what it splits, known or not', () => {
    const letters = (text: string) => text.replace(/[\s+]/g, '');
    fc.assert(
      fc.property(fc.string(), (list) => {
        const found = nameSplitter(knownNames)(list).join('');
        expect(letters(found)).toBe(letters(list.normalize('NFC')));
      }),
    );
  });
});
