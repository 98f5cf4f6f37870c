/** Text that people typed, on its way into a file that a spreadsheet may open. */

// The last four are the full-width forms, which some spreadsheets take alike.
const FORMULA_START = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

// Those of ASCII and Unicode, and what a terminal or an editor takes for one.
const LINE_BREAKS = /[\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Text from outside that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
 * CSV injection), and stays on one line, since what follows a line break may be read as a row of its
 * own. Figures, dates and ids of ours are never passed through here.
 */
export const formulaSafe = (content: string): string => {
  const oneLine = content.replace(LINE_BREAKS, ' ');
  return FORMULA_START.test(content) ? `'${oneLine}` : oneLine;
};
