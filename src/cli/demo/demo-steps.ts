/**
 * The demo as a list of commands, each with the moment at which it is run as if, and with the exit
 * codes that are right for it: the world has awkward cases, so most commands end with 3.
 */
import { basename, join } from 'node:path';
import type { Environment } from '../../config.ts';
import { type Instant, type LocalDate, type Month, startOfDay } from '../../kernel/index.ts';
import { shippedRates } from '../../shipped/index.ts';
import type { ExitCode } from '../caller.ts';
import type { DemoFolder } from './demo-folder.ts';
import { orderSteps, proofSteps, settlementStep, storySteps } from './story-steps.ts';
import type { WorldSummary } from './world/index.ts';

export interface DemoStep {
  /** Why the command is run, for somebody who has not seen it before. */
  readonly why: string;
  readonly words: readonly string[];
  readonly at: Instant;
  readonly expected: readonly ExitCode[];
}

/** Who sells in the demo: nobody there is, with numbers that pass their checks. */
export function demoEnvironment(folder: DemoFolder): Environment {
  return {
    TAKST_DATA: folder.data,
    TAKST_USER: 'demo',
    TAKST_SIGNING_KEY: join(folder.proof, 'key.pem'),
    TAKST_SELLER_NAME: 'Fløjtespil Telefoni A/S',
    TAKST_SELLER_CVR: '99000007',
    TAKST_SELLER_ADDRESS: 'Kabelstræde 7',
    TAKST_SELLER_POSTCODE: '8000',
    TAKST_SELLER_CITY: 'Aarhus C',
    TAKST_SELLER_COUNTRY: 'DK',
    TAKST_SELLER_EMAIL: 'faktura@floejtespil.example',
    TAKST_SELLER_BANK_REG: '9999',
    TAKST_SELLER_BANK_ACCOUNT: '0001234567',
    TAKST_SELLER_FIK_CREDITOR: '89999999',
  };
}

/** Months are billed on the first working day after them: 1 October and 2 November 2026. */
const issueDates: Readonly<Record<string, string>> = {
  '2026-09': '2026-10-01',
  '2026-10': '2026-11-02',
};

/** All commands in order. */
export async function demoSteps(folder: DemoFolder, world: WorldSummary): Promise<DemoStep[]> {
  const [deck = ''] = (await shippedRates('deck-')).slice(-1);
  const [first, ...later] = world.folders;
  if (!first) return [];
  const start = morningOf(first.month);
  const done: readonly ExitCode[] = [0];
  const withExceptions: readonly ExitCode[] = [3];
  const faulty = world.faulty?.directory ?? '';
  return [
    step(
      'The rates of the price plan that all customers are on (illustrative prices)',
      start,
      done,
      [...['rates', 'load', deck, '--plan', 'standard']],
    ),
    ...billing(first, withExceptions, [
      step(
        'A file with bad rows changes nothing, and says what is wrong',
        start,
        [1],
        ['import', faulty],
      ),
      step(
        'The good rows of that file alone, the bad ones kept as evidence',
        start,
        [3],
        [...['import', faulty, '--skip-bad']],
      ),
      ...(world.pbx ? pbxSteps(world.pbx, start) : []),
      ...(world.story ? orderSteps(world.story) : []),
    ]),
    ...(world.story ? storySteps(folder, world.story) : []),
    ...later.flatMap((month) => billing(month, withExceptions, [])),
    ...(world.story ? proofSteps(folder, world.story) : []),
    ...(world.story ? [settlementStep(first.month, '2026-11-05')] : []),
    ...closing(folder, morningOf(world.folders.at(-1)?.month ?? first.month), done),
  ];
}

const morningOf = (month: Month): Instant => {
  const day = issueDates[month] as LocalDate;
  return new Date(startOfDay(day).getTime() + 8 * 3_600_000);
};

function step(
  why: string,
  at: Instant,
  expected: readonly ExitCode[],
  words: readonly string[],
): DemoStep {
  return { why, at, expected, words };
}

/** A month: what was handed in, what else happens before the run, and the run. */
function billing(
  { month, directory }: { month: Month; directory: string },
  expected: readonly ExitCode[],
  between: readonly DemoStep[],
): DemoStep[] {
  const at = morningOf(month);
  const issueDate = issueDates[month] ?? '';
  const isFirst = between.length > 0;
  const changes = isFirst ? 'Master data and the calls' : 'What changed, and the calls';
  return [
    step(`${changes} of ${basename(directory)}`, at, expected, ['import', directory]),
    ...between,
    step(`The invoices of ${month}`, at, expected, ['bill', month, '--issue-date', issueDate]),
  ];
}

/** Calls as a PBX writes them: what their file does not say is told once, and then it is imported. */
function pbxSteps({ path, customerId }: { path: string; customerId: string }, at: Instant) {
  const told = ['--format', 'asterisk-csv', '--customer', customerId, '--files', 'Master*.csv'];
  return [
    step(
      'A PBX that writes its own records: whose they are, and in which format',
      at,
      [0],
      [...['sources', 'add', 'asterisk-1', ...told]],
    ),
    step('Its calls, recognised by their file', at, [0], ['import', path]),
  ];
}

function closing(folder: DemoFolder, at: Instant, done: readonly ExitCode[]): DemoStep[] {
  const { invoices } = folder;
  return [
    step('The invoices as files', at, done, [
      ...['documents', 'export', '--to', invoices, '--format', 'pdf,csv'],
    ]),
    step('Whether everything agrees with what it rests on', at, done, [
      'ledger',
      'verify',
      '--full',
    ]),
    step('What stands on each account', at, done, ['ledger', 'balance']),
    step('Revenue by the month of service', at, done, ['report', 'revenue']),
  ];
}
