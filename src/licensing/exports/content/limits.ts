/**
 * How large an export may be. Each bound lies well above what Microsoft writes for its largest
 * tenants, and below what would exhaust memory, a stack, or a column of the database: a file beyond
 * it is no export, or one that somebody has made to do harm. What a file says is not known here.
 */

export const MAX_BYTES = 256 * 1024 * 1024;
/** Letters of one cell of a CSV, or of one text of a JSON file. */
export const MAX_TEXT = 1024 * 1024;
/** Rows of a CSV, blank ones too; accounts, totals or answers of a JSON file. */
export const MAX_ENTRIES = 1_000_000;
/** Cells of all rows; values of a JSON file, lists and objects counted like any other. */
export const MAX_PARTS = 40_000_000;
/** Columns of a CSV; the admin centre writes 28. */
export const MAX_COLUMNS = 1_000;
/** Fields of one JSON object, and different ones in all entries together. */
export const MAX_FIELDS = 10_000;
/** Lists and objects within each other; Partner Center's answers need ten. */
export const MAX_DEPTH = 64;

/** Letters of a name or address that is kept; Microsoft allows 320 at most. */
export const MAX_KEPT_TEXT = 500;
/** Licences of one account, and its addresses. */
export const MAX_OF_ACCOUNT = 2_000;
/** Units of a SKU: Graph counts them in 32 bits. */
export const MAX_UNITS = 2 ** 31 - 1;

/** A bound as a person reads it: `1,000,000`. */
export const figure = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
