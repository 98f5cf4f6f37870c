/**
 * How an SMTP talk that failed is to be judged: by the stage it had come to and by what the server
 * said, never by an error's wording. Pure.
 */
import type { Delivery } from '../outbox/index.ts';

/** `before`: no letter was spoken of. `envelope`: sender and recipient. `message`: its bytes leave. */
export type Stage = 'before' | 'envelope' | 'message';

/** What the SMTP library tells of a failure. */
export interface Trouble extends Error {
  /** Which kind of failure, such as ECONNECTION; EENVELOPE and EMESSAGE are answers of the server. */
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
  /** What was answered: MAIL FROM, RCPT TO or DATA. */
  readonly command?: string;
}

/**
 * An answer to the letter itself decides it: 5xx for good, 4xx for now. Without one, a letter whose
 * bytes had begun to leave may have arrived, and no other can have. Trouble before the letter was
 * spoken of, a wrong password too, is everybody's; so is an answer to our own address.
 */
export function judge(
  { code, responseCode = 0, command }: Pick<Trouble, 'code' | 'responseCode' | 'command'>,
  stage: Stage,
): Pick<Delivery, 'outcome' | 'everybody'> {
  if (stage === 'before' || command === 'MAIL FROM') return { outcome: 'failed', everybody: true };
  const answered = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (answered && responseCode >= 500 && responseCode < 600) return { outcome: 'refused' };
  if (answered && responseCode >= 400 && responseCode < 500) return { outcome: 'failed' };
  return { outcome: stage === 'message' ? 'unknown' : 'failed' };
}
