/** `takst evidence request|list|deadline …` */
import type { DeclareCommand } from '../../../command.ts';

export const declareRequests: DeclareCommand = () => {};
