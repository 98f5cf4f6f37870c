/**
 * How a document looks: paper, margins, colours and sizes of type, in points (1/72 inch). One accent
 * colour, two weights, few sizes. What is printed and where it goes is decided elsewhere.
 */
export type Face = 'regular' | 'strong';

export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  readonly color: string;
}

const mm = (millimetres: number) => (millimetres * 72) / 25.4;

/** A4; the left edge suits the window of a Danish envelope. */
export const paper = {
  width: 595.28,
  height: 841.89,
  left: mm(20),
  right: 595.28 - mm(18),
  /** First line of a page after the first, below the running head. */
  top: mm(25),
  firstTop: mm(14),
  /** Nothing but the page foot stands below. */
  bottom: 841.89 - mm(22),
  foot: 841.89 - mm(13),
  head: mm(14),
} as const;

export const textWidth = paper.right - paper.left;

/** The receiver's lines stand in this window, measured from the top of the sheet. */
export const addressWindow = { top: mm(47), width: mm(85) } as const;

export const colors = {
  ink: '#1b2328',
  quiet: '#5f6b73',
  accent: '#0f5063',
  hairline: '#d3dadd',
  rule: '#8d999f',
  tint: '#f1f5f6',
  barTrack: '#e4eaec',
  bar: '#4f93a3',
} as const;

const style = (face: Face, size: number, color: string): TextStyle => ({ face, size, color });

export const styles = {
  sender: style('strong', 15, colors.accent),
  senderLine: style('regular', 8, colors.quiet),
  receiverName: style('strong', 10, colors.ink),
  receiver: style('regular', 10, colors.ink),
  title: style('strong', 24, colors.ink),
  titleNumber: style('regular', 24, colors.accent),
  subtitle: style('regular', 9.5, colors.quiet),
  label: style('regular', 8, colors.quiet),
  fact: style('regular', 9, colors.ink),
  factStrong: style('strong', 9, colors.ink),
  payment: style('strong', 10, colors.ink),
  due: style('strong', 12.5, colors.ink),
  total: style('strong', 18, colors.accent),
  totalLabel: style('strong', 10, colors.ink),
  section: style('strong', 13, colors.accent),
  sectionNet: style('strong', 11, colors.ink),
  tableTitle: style('strong', 10, colors.ink),
  tableHead: style('regular', 7.5, colors.quiet),
  cell: style('regular', 8.5, colors.ink),
  cellStrong: style('strong', 8.5, colors.ink),
  cellQuiet: style('regular', 8.5, colors.quiet),
  note: style('regular', 7.5, colors.quiet),
  link: style('regular', 8.5, colors.accent),
} as const;

/** Distance from one line of a text to the next. */
export const leading = (size: number) => size * 1.32;
