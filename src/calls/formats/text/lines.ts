/**
 * Text cut into its lines, block by block, for formats in which a record never goes beyond its line.
 * Blank lines are no records, and what goes on for a megabyte is no line, so that no file fills the
 * memory. Knows nothing of what a line holds.
 */
import { FileFault } from './file-fault.ts';

/** A line longer than this is no call file's: perhaps its line ends are lost. */
const LONGEST_LINE = 1_000_000;

/** `ended` is false of a last line without a line end: more of it may have been to come. */
export type OnLine = (line: string, lineNumber: number, ended: boolean) => void;

/**
 * Takes the next text of one file in order and hands on each line that is complete; the last must say
 * so. Throws a {@link FileFault} where a line does not end.
 */
export function lineText(fileName: string): (text: string, last: boolean, onLine: OnLine) => void {
  let rest = '';
  let number = 0;
  return (text, last, onLine) => {
    const block = rest === '' ? text : rest + text;
    let at = 0;
    while (at < block.length) {
      let end = block.indexOf('\n', at);
      const fed = end >= 0;
      if (!fed && !last) break;
      if (!fed) end = block.length;
      number += 1;
      if (end - at > LONGEST_LINE) throw tooLong(fileName, number, block.slice(at, at + 60));
      const returned = end > at && block.charCodeAt(end - 1) === 13;
      const line = block.slice(at, returned ? end - 1 : end);
      if (line.trim() !== '') onLine(line, number, fed || returned);
      at = end + 1;
    }
    rest = at < block.length ? block.slice(at) : '';
    if (rest.length > LONGEST_LINE) throw tooLong(fileName, number + 1, rest.slice(0, 60));
  };
}

function tooLong(source: string, line: number, value: string): FileFault {
  const message = `a line is longer than ${LONGEST_LINE} characters: this is no call file`;
  return new FileFault([{ code: 'calls.line-length', source, line, column: '', value, message }]);
}

/** The first lines of a file's beginning that are not blank, without one that may be cut off. */
export function wholeLines(sample: string, most: number): string[] {
  const lines = sample.split(/\r?\n/);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.filter((line) => line.trim() !== '').slice(0, most);
}
