/**
 * hledger as a witness: a program that is not ours reads our journal. Where it is not installed its
 * tests are skipped, visibly; under CI it must be there.
 */
import { spawnSync } from 'node:child_process';

export const hasHledger = spawnSync('hledger', ['--version']).status === 0;

if (!hasHledger) {
  const how = 'hledger is not installed (apt-get install hledger)';
  if (process.env.CI === 'true') throw new Error(`${how}, and CI must not go without it.`);
  console.warn(`${how}: its tests are skipped.`);
}

/** Runs hledger on a journal's text; throws with what it says where it does not like it. */
export function hledger(journal: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('hledger', ['-f', '-', ...words], {
    input: journal,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`hledger ${words.join(' ')}: ${stderr || stdout}`);
  return stdout;
}

/** Balances as hledger adds them up, in øre by account of the chart; accounts at 0 included. */
export function hledgerBalances(journal: string): Map<string, bigint> {
  const lines = hledger(journal, 'balance', '--flat', '-N', '-E', '-O', 'csv').trim().split('\n');
  return new Map(
    lines.slice(1).map((line) => {
      const [, account = '', kroner = '', ore = ''] =
        /^"\w+:(.+)","(-?\d+)(?:\.(\d\d) DKK)?"$/.exec(line) ?? [];
      return [account, BigInt(`${kroner}${ore}`)];
    }),
  );
}
