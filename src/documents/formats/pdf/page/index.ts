/**
 * The drawing kit: paper, type, marks, tables and the flow that places them on pages. What a page is
 * about is for whoever draws on it, a document or an evidence pack's cover sheet.
 */
export type { Cell, Column } from './columns.ts';
export { fitLine, wrapText } from './fitting.ts';
export { type Page, paginate } from './flow.ts';
export { type Block, box, type Mark, rule, text } from './marks.ts';
export { type TableSpec, tableBlocks } from './table.ts';
export { colors, leading, paper, styles, type TextStyle, textWidth } from './theme.ts';
export { widthOf } from './typeface.ts';
