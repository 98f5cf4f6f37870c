/**
 * The compliance half of the demo as commands, told as one story: licences that were ordered wrong,
 * found by Microsoft's own export, corrected, paid for, and proved to whoever asks. Most of it takes
 * place between the two billing runs, so that the second one bills what the first could not know.
 */
import { join } from 'node:path';
import { type Instant, type LocalDate, startOfDay } from '../../kernel/index.ts';
import type { ExitCode } from '../caller.ts';
import type { DemoFolder } from './demo-folder.ts';
import type { DemoStep } from './demo-steps.ts';
import type { Story } from './world/story.ts';

/** Ten in the morning. */
const on = (date: string): Instant =>
  new Date(startOfDay(date as LocalDate).getTime() + 10 * 3_600_000);

function step(
  date: string,
  why: string,
  words: readonly string[],
  expected: readonly ExitCode[] = [0],
): DemoStep {
  return { why, words, at: on(date), expected };
}

/** Before the first run: the order that everything begins with, handed in on paper. */
export function orderSteps({ customerId, domain, contact, orderedAt }: Story): DemoStep[] {
  const licence = ['--licence', 'Enterprise E3'];
  const who = ['--by', contact, '--at', orderedAt];
  return [
    step('2026-10-01', 'An order: the same licence for all of a customer, E3', [
      ...['orders', 'draft', customerId, '--domain', domain, ...licence],
    ]),
    step('2026-10-01', 'Its confirmation, with the wording agreed to', [
      ...['orders', 'confirm', '1', ...who, '--agree'],
    ]),
  ];
}

/** Between the two runs. */
export function storySteps(folder: DemoFolder, story: Story): DemoStep[] {
  return [...findingSteps(story), ...claimSteps(folder, story)];
}

function findingSteps({ customerId, contact, since, exportFile }: Story): DemoStep[] {
  const held = ['--licence', 'Business Premium', '--from', since];
  const why = ['--by', contact, '--reason', 'Licensen var Business Premium fra begyndelsen'];
  return [
    step(
      '2026-10-05',
      "Microsoft's own export against what was ordered and activated",
      ['crosscheck', customerId, exportFile],
      [3],
    ),
    step('2026-10-06', 'The reseller corrects it, which settles the finding', [
      ...['findings', 'correct', '1', ...held, ...why],
    ]),
    step('2026-10-06', 'All findings, with how they ended', ['findings', 'list', '--state', 'all']),
  ];
}

function claimSteps({ proof }: DemoFolder, { resellerId }: Story): DemoStep[] {
  const about = ['--claimant', 'Microsoft', '--reference', 'MS-4711', '--received', '2026-10-07'];
  const costs = ['--direct', '4200.00', '--vat', 'outside'];
  const handling = ['--handling', '800.00', '--handling-vat', 'within'];
  const basis = ['--finding', '1', '--document', join(proof, 'claim.txt')];
  const reason = ['--reason', 'Licenser indberettet som E3'];
  return [
    step('2026-10-08', 'What Microsoft claims for it is passed on to the reseller', [
      ...['claims', 'receive', '--reseller', resellerId],
      ...[...about, ...costs, ...handling, ...basis, ...reason],
    ]),
  ];
}

/** After the second run, which has billed what the first could not know. */
export function proofSteps({ proof }: DemoFolder, { customerId }: Story): DemoStep[] {
  const pack = join(proof, 'pack.zip');
  const received = ['--received', '2026-11-02T14:20:00+01:00'];
  return [
    step('2026-11-03', 'The key that evidence packs are signed with', [
      ...['keys', 'create', '--to', join(proof, 'key.pem'), '--name', 'demo'],
    ]),
    step('2026-11-03', 'Microsoft demands documentation: three working days', [
      ...['evidence', 'request', '--customer', customerId, '--requester', 'microsoft', ...received],
    ]),
    step('2026-11-04', 'What is due, by the working time left', ['evidence', 'list']),
    step('2026-11-04', 'The answer: a sealed pack', ['evidence', 'answer', '1', '--to', pack]),
    step('2026-11-05', 'What the auditor does with it, without our database', [
      ...['evidence', 'verify', pack],
    ]),
    step('2026-11-05', 'Mails that are waiting to be sent to the reseller', ['outbox', 'list']),
  ];
}

/** After the second run. */
export const settlementStep = (month: string, date: string): DemoStep =>
  step(date, 'The settlement towards Microsoft, as known now and after the first run', [
    ...['settlement', month, '--known-at', '2026-10-02T00:00:00+02:00'],
  ]);
