/** `takst close MONTH`: no posting gets an accounting date in the month afterwards (R24). */
import type { Month } from '../../../kernel/index.ts';
import { shownInstant } from '../../../kernel/index.ts';
import { monthArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import type { DeclareCommand, Json } from '../../command.ts';
import { inSession } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';

const more = `
The month is one of accounting dates, which are issue dates: close 2026-11 when nothing more will be
issued in November. It cannot be opened again; what is found later is corrected with a later date.

  takst close 2026-11
`;

export const declareClose: DeclareCommand = (program, wiring) => {
  program
    .command('close')
    .summary('close a month of the books for good')
    .description('Closes a month of the books: nothing is posted with a date in it afterwards.')
    .argument('<month>', 'the month, YYYY-MM', monthArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(inSession(wiring, close));
};

async function close(session: Session, month: Month, options: Json): Promise<ExitCode> {
  const { closeMonth } = await import('../../../billing/index.ts');
  const closing = await closeMonth(session.database, month, session.actor());
  const { out } = session.caller;
  if (options.json) {
    writeJson(out, { month, closed_at: closing.closedAt, closed_by: closing.closedBy });
  } else {
    const { closedBy, closedAt } = closing;
    out.write(`${month} is closed, by ${closedBy} at ${shownInstant(closedAt)}.\n`);
  }
  return 0;
}
