/** `takst claims` */
import type { DeclareCommand } from '../../command.ts';

export const declareClaims: DeclareCommand = (program) => {
  program
    .command('claims')
    .summary('costs of misreporting that are passed on')
    .description('Costs that misreporting has caused, passed on to the reseller (R40).');
};
