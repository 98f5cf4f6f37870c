/** `takst evidence verify` */
import type { DeclareCommand } from '../../../command.ts';

export const declareVerify: DeclareCommand = () => {};
