/** `takst outbox` */
import type { DeclareCommand } from '../../command.ts';

export const declareOutbox: DeclareCommand = (program) => {
  program
    .command('outbox')
    .summary('mails that wait, were sent or need a decision')
    .description('Mails: written in the transaction that decided them, sent afterwards.');
};
