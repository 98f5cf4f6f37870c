// Sends what is due, in a process of its own that can be killed. Arguments: the folder of the compiled
// program, the database's address, the mail server's, and the instant at which it sends.
const [, , compiled, databaseUrl, smtpUrl, at] = process.argv;
const { openDatabase } = await import(`${compiled}/db/index.js`);
const { sendDue } = await import(`${compiled}/outbox/index.js`);
const { smtpTransport } = await import(`${compiled}/delivery/index.js`);

const database = await openDatabase({ databaseUrl, dataDir: '', applicationName: 'killed' });
const transport = smtpTransport({ url: smtpUrl, from: 'takst@fiktiv-telefoni.example' });
const actor = () => ({ now: new Date(at), by: 'test', channel: 'test' });
const report = await sendDue(database, transport, { actor });
process.stdout.write(`not killed; ${report.sent} sent\n`);
await database.close();
