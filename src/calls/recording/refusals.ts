/** Every "no" of the calls stage, as a sentence for whoever asked. */
import { type RefusalText, refusals } from '../../kernel/index.ts';

const table = {
  'format-unknown': {
    status: 422,
    say: (f) =>
      `There is no call format "${f.name}"; known are ${(f.known as string[]).join(', ')}`,
  },
  'file-changed': {
    status: 409,
    say: (f) => `${f.fileName} was changed while it was read; nothing of it was taken in`,
  },
} as const satisfies Record<string, RefusalText>;

/** Makes a refusal `calls.<code>`; see the table for the facts that each code needs. */
export const refusal = refusals<keyof typeof table>('calls', table);
