/** `takst quarantine`: call records that wait for a person, and what settles them (R18, R19). */
import { idArgument } from '../../arguments.ts';
import { afterLooking, type DeclareCommand, inSession } from '../../command.ts';
import { accept, dismiss, show } from './quarantine/deciding.ts';
import { exportWaiting, lookAtTarget } from './quarantine/exporting.ts';
import { checkListed, list } from './quarantine/listing.ts';
import { checkRetried, retry } from './quarantine/retrying.ts';

const retryHelp = `
After the cause is gone (a rate row, an employee, a customer or a source's settings) a retry rates
what waited, and the next run bills it in its own month. It takes the records that something has
happened to since they were judged last, and says how many wait for a cause that has not changed.
Conflicts stay: they need a person.

  takst rates load prices-2026-11.csv --plan standard && takst quarantine retry
`;

const showHelp = `
Of a conflict both versions are shown, and what differs: the one that waits, and the one that is due.

  takst quarantine show 12
`;

const acceptHelp = `
The version that waits becomes due and the one stored before is taken back; the next run bills the
difference in the month of the call. Where several versions wait, the one accepted last is due.

  takst quarantine accept 12 --reason "The PBX corrected its clock" --by "Medarbejder rie"
`;

const dismissHelp = `
For a record that is of no use: it leaves quarantine and nothing of it is ever due.

  takst quarantine dismiss 12 --reason "Test call of the installer" --by "Medarbejder rie"
`;

const exportHelp = `
Writes the records as they came, with their header, one file for each way in which they are written.
Importing such a file again doubles nothing: a record that could be read is known and counts as a
duplicate, and one that could not be read waits once more. A row that was unreadable and is put right
in the file is taken in as new; dismiss the record that it replaces. A row that could be read and is
changed comes in as a conflict, which takst quarantine accept settles.

  takst quarantine export --code no-rate --to waiting
`;

export const declareQuarantine: DeclareCommand = (program, wiring) => {
  const quarantine = program
    .command('quarantine')
    .summary('call records that wait, and settling them')
    .description('Call records that could not be rated. Each waits here until it is settled.');
  quarantine
    .command('list')
    .description('Lists the records that wait, with age, owner, reason, file and line.')
    .option('--code <code>', 'only those that wait for this reason, such as no-rate')
    .option('--customer <id>', 'only those of this customer')
    .option('--source <name>', 'only those of this source')
    .option('--json', 'answer in JSON, all of them and with the raw line')
    .addHelpText('after', '\n  takst quarantine list --code no-rate\n')
    .action(afterLooking(wiring, checkListed, list));
  quarantine
    .command('show')
    .description('Shows a record as it came, and of a conflict both versions.')
    .argument('<id>', 'number of the record', idArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', showHelp)
    .action(inSession(wiring, show));
  quarantine
    .command('retry')
    .description('Judges records again whose cause has changed since.')
    .option('--code <code>', 'only those that wait for this reason')
    .option('--all', 'also those whose cause has not changed')
    .option('--json', 'answer in JSON')
    .addHelpText('after', retryHelp)
    .action(afterLooking(wiring, checkRetried, retry));
  quarantine
    .command('accept')
    .description('Makes the version that waits the one that is due.')
    .argument('<id>', 'number of the record', idArgument)
    .requiredOption('--reason <text>', 'why it is the right one')
    .requiredOption('--by <name>', 'who decides it')
    .option('--json', 'answer in JSON')
    .addHelpText('after', acceptHelp)
    .action(inSession(wiring, accept));
  quarantine
    .command('dismiss')
    .description('Lets a record go for good, with a reason.')
    .argument('<id>', 'number of the record', idArgument)
    .requiredOption('--reason <text>', 'why nothing of it is due')
    .requiredOption('--by <name>', 'who decides it')
    .option('--json', 'answer in JSON')
    .addHelpText('after', dismissHelp)
    .action(inSession(wiring, dismiss));
  quarantine
    .command('export')
    .description("Writes records that wait in their source's own form.")
    .option('--code <code>', 'only those that wait for this reason, such as no-rate')
    .option('--customer <id>', 'only those of this customer')
    .option('--source <name>', 'only those of this source')
    .requiredOption('--to <path>', 'a folder, or a file where all are written alike')
    .option('--json', 'answer in JSON')
    .addHelpText('after', exportHelp)
    .action(afterLooking(wiring, lookAtTarget, exportWaiting));
};
