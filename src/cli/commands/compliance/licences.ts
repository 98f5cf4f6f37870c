/** `takst licences` */
import type { DeclareCommand } from '../../command.ts';

export const declareLicences: DeclareCommand = (program) => {
  program
    .command('licences')
    .summary('the licence catalogue and rulings on it')
    .description(
      'Which licences there are, what class they have, and rulings on those that nobody has decided (R3).',
    );
};
