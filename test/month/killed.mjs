// Bills a month and kills itself, as SIGKILL from outside would, at one point of the run. Arguments:
// the folder of the compiled program, the database's address, a JSON object with month, now, seller
// and `at`: "before 3" the third commit, "after 3" it, or "issuing 2", the second page of documents.
const [, , compiled, databaseUrl, json] = process.argv;
const { billMonth } = await import(`${compiled}/month.js`);
const { openDatabase } = await import(`${compiled}/db/index.js`);
const { month, now, seller, at } = JSON.parse(json);
const [when, which] = at.split(' ');

const die = async () => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => setInterval(() => undefined, 1000));
};

const database = await openDatabase({ databaseUrl, dataDir: '', applicationName: 'killed' });
let commits = 0;
const counted = {
  ...database,
  async transaction(role, work, options) {
    commits += 1;
    const mine = commits;
    const result = await database.transaction(
      role,
      async (tx) => {
        const done = await work(tx);
        if (when === 'before' && mine === Number(which)) await die();
        return done;
      },
      options,
    );
    if (when === 'after' && mine === Number(which)) await die();
    return result;
  },
};
let pages = 0;
await billMonth(counted, {
  month,
  issueDate: undefined,
  dryRun: false,
  seller,
  actor: { now: new Date(now), by: 'test', channel: 'test' },
  onProgress: (stage) => {
    if (stage !== 'issuing') return;
    pages += 1;
    if (when === 'issuing' && pages === Number(which)) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write(`not killed; ${commits} commits, ${pages} pages\n`);
await database.close();
