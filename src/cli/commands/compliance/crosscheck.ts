/** `takst crosscheck` */
import type { DeclareCommand } from '../../command.ts';

export const declareCrosscheck: DeclareCommand = (program) => {
  program.command('crosscheck');
};
