/** `takst settlement` */
import type { DeclareCommand } from '../../command.ts';

export const declareSettlement: DeclareCommand = (program) => {
  program.command('settlement');
};
