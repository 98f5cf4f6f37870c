/** `takst sources`: the PBXs that write files of calls, and what their files do not say themselves. */
import type { DeclareCommand } from '../../../command.ts';
import { declareShowing } from './showing.ts';
import { declareTelling } from './telling.ts';

export const declareSources: DeclareCommand = (program, wiring) => {
  const sources = program
    .command('sources')
    .summary('tell of a PBX: format, zone, whose calls')
    .description(
      'Sources of calls: which format a PBX writes, whose clock it tells, whose calls they are.',
    );
  declareTelling(sources, wiring);
  declareShowing(sources, wiring);
};
