/** `takst keys` */
import type { DeclareCommand } from '../../command.ts';

export const declareKeys: DeclareCommand = (program) => {
  program
    .command('keys')
    .summary('keys that sign evidence packs')
    .description('Keys that sign evidence packs (R37).');
};
