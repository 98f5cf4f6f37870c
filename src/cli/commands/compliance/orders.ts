/** `takst orders` */
import type { DeclareCommand } from '../../command.ts';

export const declareOrders: DeclareCommand = (program) => {
  program
    .command('orders')
    .summary('draft, confirm and list orders')
    .description(
      'Orders of the integration (R7, R11): a draft says which licences, a confirmation makes it count.',
    );
};
