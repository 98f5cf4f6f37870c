/**
 * What sending asks of the doors that carry files and calls: one attempt each, and an answer that
 * never throws. How a disk or a socket looks is the door's business.
 */
import type { Transport } from '../outbox/index.ts';
import type { Outcome } from './delivery.ts';

export interface FolderFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Folder {
  /**
   * Puts files there whole, never over another content. The same file there already is done, so it
   * may be asked any number of times. `sent` means that it survives a power cut.
   */
  put(files: readonly FolderFile[]): Promise<Outcome>;
}

export interface HookRequest {
  readonly number: number;
  readonly kind: string;
  readonly format: string;
  readonly mediaType: string;
  readonly idempotencyKey: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

export interface Hook {
  /** Tries once. `unknown`: the request had begun to leave, and no answer came. */
  post(request: HookRequest): Promise<Outcome>;
}

/** The places that the configuration names. */
export interface Places {
  readonly folders: ReadonlyMap<string, Folder>;
  readonly hooks: ReadonlyMap<string, Hook>;
  /** Absent: mail is not set up, and mails wait. */
  readonly mail: Transport | undefined;
}
