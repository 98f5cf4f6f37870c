// Sends documents in a process of its own that kills itself, as SIGKILL from outside would. Arguments:
// the folder of the compiled program, and a JSON object with databaseUrl, smtpUrl, folder, hook, now
// and `at`: "before 3" the third commit of what writes, or "after 3" it.
const [, , compiled, json] = process.argv;
const { openDatabase } = await import(`${compiled}/db/index.js`);
const { sendDocuments } = await import(`${compiled}/sending/index.js`);
const { dropFolder, httpHook, smtpTransport } = await import(`${compiled}/delivery/index.js`);
const { databaseUrl, smtpUrl, folder, hook, now, at } = JSON.parse(json);
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
    if (options?.readOnly) return database.transaction(role, work, options);
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
const clock = () => new Date(now);
const places = {
  folders: new Map([['archive', dropFolder(folder)]]),
  hooks: new Map([['nemhandel', httpHook({ url: new URL(hook), secret: undefined }, clock)]]),
  mail: smtpTransport({ url: smtpUrl, from: 'takst@fiktiv-telefoni.example' }),
};
const actor = () => ({ now: clock(), by: 'test', channel: 'test' });
await sendDocuments(counted, places, {}, { actor });
process.stdout.write(`not killed; ${commits} commits`);
await database.close();
