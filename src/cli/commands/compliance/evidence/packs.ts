/** `takst evidence answer|export` */
import type { DeclareCommand } from '../../../command.ts';

export const declarePacks: DeclareCommand = () => {};
