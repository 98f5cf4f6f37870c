/**
 * The only thing that a call file can be refused for is itself: its header, its encoding, a quote
 * that never closes (R44). Such a fault stops the reading at once, so it is thrown, and whoever
 * opened the file turns it into a report.
 */
import type { Fault } from '../../../kernel/index.ts';

export class FileFault extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join('; '));
    this.name = 'FileFault';
    this.faults = faults;
  }
}
