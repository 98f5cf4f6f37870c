/**
 * What an export format is: it recognises one of Microsoft's files by what stands in it, and reads
 * it into accounts or totals. Evidence counts only as a whole, so one fault refuses the file; a
 * remark does not. Where a licence leads, and whose account it is, is not known here.
 */
import type { Fault, LocalDate } from '../../kernel/index.ts';
import type { Entries } from './content/entries.ts';
import { shown } from './content/shown.ts';
import type { Table } from './content/table.ts';
import type { EvidencedAccount, EvidencedLicence, SkuTotal, Strength } from './evidence.ts';

/** A file's text, taken apart as far as that can be done without knowing its format. */
export type Content = Table | Entries;

export interface ExportFormat {
  /** As `--format` names it. */
  readonly name: string;
  readonly strength: Strength;
  readonly shape: Content['shape'];
  /** What the file must hold, for the sentence that refuses one which no format recognises. */
  readonly expects: string;
  recognises(content: Content): boolean;
  /** Reads what has the right shape; faults go into the notes. Throws an ExportFault. */
  read(content: Content, desk: Desk): Reading;
}

/** What one file says; undefined or empty where its format does not tell. */
export interface Reading {
  readonly accounts: readonly EvidencedAccount[];
  readonly totals: readonly SkuTotal[];
  readonly asOf: LocalDate | undefined;
  readonly tenantId: string | undefined;
  readonly keptColumns: readonly string[];
  readonly droppedColumns: readonly string[];
}

/** What a format needs beside the content. */
export interface Desk {
  readonly notes: Notes;
  /** The licences of a list of display names joined by `+`. */
  readonly licencesNamed: (list: string) => readonly EvidencedLicence[];
}

/** Where something stands that cannot be right; what is left out is the file as a whole. */
export interface Place {
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
}

/**
 * Collects faults and remarks of one file. Remarks are kept for good (R43), so they name lines and
 * columns and never a person.
 */
export interface Notes {
  readonly fileName: string;
  readonly faults: readonly Fault[];
  readonly remarks: readonly string[];
  fault(code: string, place: Place, message: string): void;
  remark(sentence: string): void;
  /** Stops reading at once. */
  refuse(code: string, place: Place, message: string): never;
}

/** The file as a whole cannot be read; caught in index.ts. */
export class ExportFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'ExportFault';
    this.fault = fault;
  }
}

export function notesFor(fileName: string): Notes {
  const faults: Fault[] = [];
  const remarks: string[] = [];
  const faultAt = (code: string, place: Place, message: string): Fault => ({
    code: `export.${code}`,
    source: fileName,
    line: place.line ?? 0,
    column: place.column ?? '',
    value: shown(place.value ?? ''),
    message,
  });
  return {
    fileName,
    faults,
    remarks,
    fault: (code, place, message) => {
      faults.push(faultAt(code, place, message));
    },
    remark: (sentence) => {
      if (!remarks.includes(sentence)) remarks.push(sentence);
    },
    refuse: (code, place, message) => {
      throw new ExportFault(faultAt(code, place, message));
    },
  };
}
