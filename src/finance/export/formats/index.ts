/** Every format of the finance export. Adding one: its file, one line here, one golden folder. */
import { defineKinds } from '../../../kernel/index.ts';
import { businessCentral } from './business-central.ts';
import { csv } from './csv.ts';
import { economic } from './economic.ts';
import { uniconta } from './uniconta.ts';

export const financeFormats = defineKinds([csv, economic, uniconta, businessCentral]);
