/** `takst retention` */
import type { DeclareCommand } from '../../command.ts';

export const declareRetention: DeclareCommand = (program) => {
  program
    .command('retention')
    .summary('erase what the law wants gone')
    .description('Retention: personal data are erased when their time is over.');
};
