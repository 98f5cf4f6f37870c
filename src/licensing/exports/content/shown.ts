/**
 * What a file says as a fault may show it: short, on one line, and nothing in it that a terminal or
 * the database would take for anything but letters. A fault is read by whoever handed the file in.
 */

/**
 * Control characters, halves of a character (lone surrogates), and signs that end a line or turn the
 * direction of writing: PostgreSQL refuses or replaces some of them, and the others hide what a text
 * says from whoever reads it.
 */
export const unsound = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;

const everyUnsound = new RegExp(unsound, 'gu');
const LETTERS_SHOWN = 80;
const NAMES_SHOWN = 40;

/** Text as it is, anything else as JSON writes it; `�` for every sign that cannot be shown. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  // A cut may fall between the halves of a character.
  const short = text.slice(0, LETTERS_SHOWN).replace(/[\ud800-\udbff]$/, '');
  const sound = short.replace(everyUnsound, '\ufffd');
  return text.length > LETTERS_SHOWN ? `${sound}…` : sound;
}

/** Names of columns or fields in a sentence; a file without a header may hold anything here. */
export const shownNames = (names: readonly string[]): string => {
  const first = names.slice(0, NAMES_SHOWN).map(shown).join(', ') || '(none)';
  return names.length > NAMES_SHOWN ? `${first} and ${names.length - NAMES_SHOWN} more` : first;
};
