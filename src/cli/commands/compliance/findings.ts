/** `takst findings` */
import type { DeclareCommand } from '../../command.ts';

export const declareFindings: DeclareCommand = (program) => {
  program
    .command('findings')
    .summary('what cross-checks found, and how it ended')
    .description('Findings: disagreements between activation, declaration and evidence (R39).');
};
