/** `takst evidence`: requests of auditors, their deadlines, and the packs that answer them (R35-R38). */
import type { DeclareCommand } from '../../../command.ts';
import { declarePacks } from './packs.ts';
import { declareRequests } from './requests.ts';
import { declareVerify } from './verify.ts';

export const declareEvidence: DeclareCommand = (program, wiring) => {
  const evidence = program
    .command('evidence')
    .summary('answer auditors in time, with packs that verify themselves')
    .description('Requests for documentation: received, due, answered with a sealed pack.');
  declareRequests(evidence, wiring);
  declarePacks(evidence, wiring);
  declareVerify(evidence, wiring);
};
