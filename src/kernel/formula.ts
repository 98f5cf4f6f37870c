/** Text that people typed, on its way into a file that a spreadsheet may open. */

// The last four are the full-width forms, which some spreadsheets take alike.
const FORMULA_START = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/**
 * Text from outside that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
 * CSV injection). Figures, dates and ids of ours are never passed through here.
 */
export const formulaSafe = (content: string): string =>
  FORMULA_START.test(content) ? `'${content}` : content;
